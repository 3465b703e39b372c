import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROLES } from '../../src/kernel/actor.js';
import { CLOCKS } from '../../src/modules/deadlines/domain/sla-policy.js';
import { TARGET_KINDS } from '../../src/modules/routing/domain/routing-rule.js';
import { RESOLUTION_LABELS } from '../../src/modules/issues/domain/action-fields.js';
import { ISSUE_LIFECYCLE } from '../../src/modules/issues/domain/issue-lifecycle.js';
import {
  CHANNELS,
  CONFIRMATIONS,
  LEVELS,
  REQUEST_KINDS,
  REQUEST_STATUSES,
  STATUS_LABELS,
  SUPERVISION_KINDS,
  URGENCIES,
} from '../../src/modules/issues/domain/issue-types.js';
import { lifecycleDocument } from '../../src/modules/issues/domain/lifecycle-diagram.js';
import { COUNTS, GROUPINGS, RATES } from '../../src/modules/issues/domain/metrics.js';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { read } from './source-files.js';

const READMES = ['README.md', 'README.zh-CN.md'] as const;
const ADRS = readdirSync(join(projectRoot(), 'docs/adr')).map((file) => `docs/adr/${file}`);
const PAGES = [
  ...READMES,
  'CONTRIBUTING.md',
  ...readdirSync(join(projectRoot(), 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
  ...ADRS,
];

const codesOf = (texts: object): string[] => Object.keys(texts);

describe('the two READMEs', () => {
  const chapter = { 'README.md': 'Try it', 'README.zh-CN.md': '试用' } as const;
  const walkThrough = (page: keyof typeof chapter): string[] => {
    const text = new RegExp(`^## ${chapter[page]}\n([\\s\\S]*?)^## `, 'm').exec(read(page))![1]!;
    return [...text.matchAll(/^```bash\n([\s\S]*?)^```$/gm)].flatMap(([, block]) => block!.trimEnd().split('\n'));
  };

  it('have the same walk-through, but for the language of its answers', () => {
    const lines = walkThrough('README.md');
    expect(lines.length).toBeGreaterThan(20);
    expect(lines[1]).toBe('language=en');
    expect(walkThrough('README.zh-CN.md')).toEqual(lines.with(1, 'language=zh-CN'));
  });

  it.each(READMES)('%s: every line of it can be pasted by itself', (page) => {
    const lines = walkThrough(page);
    expect(lines.filter((line) => line.trim() === '' || line.startsWith('#') || line.endsWith('\\'))).toEqual([]);
    // An interactive bash would take it for a word of its history.
    expect(lines.filter((line) => line.includes('!'))).toEqual([]);
  });

  it.each(READMES)('%s: tells every setting, and no other', (page) => {
    const known = [...read('src/platform/config/config.ts').matchAll(/(?:setting\.\w+\('|env\.)([A-Z_]+)\b/g)];
    const told = [...read(page).matchAll(/^\| `([A-Z_]+)` \|/gm)];
    const names = (matches: RegExpMatchArray[]): string[] => [...new Set(matches.map(([, name]) => name!))].sort();
    expect(names(told)).toEqual(names(known));
  });

  it('have the same chapters', () => {
    const depth = (page: string): string[] => [...read(page).matchAll(/^#+ /gm)].map(([heading]) => heading);
    expect(depth('README.zh-CN.md')).toEqual(depth('README.md'));
  });
});

describe('the life of an issue', () => {
  it('is told as the table has it (npm run docs:lifecycle)', () => {
    expect(read('docs/lifecycle.md')).toBe(lifecycleDocument());
  });
});

describe('the glossary', () => {
  const lines = read('docs/glossary.md').split('\n');

  it.each(Object.entries({ ...STATUS_LABELS }))('status %s', (status, { zh }) => {
    expect(lines.filter((line) => line.startsWith(`| ${zh} |`) && line.endsWith(`| \`${status}\` |`))).toHaveLength(1);
  });

  it.each(Object.entries(ISSUE_LIFECYCLE))('action %s', (action, { label }) => {
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^\\| ${label.zh} \\|.*\\| \`${action}\` \\|$`)));
  });

  it.each(Object.entries({ ...COUNTS, ...RATES }))('figure %s', (figure, { label }) => {
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^\\| ${label.zh} \\|.*\\| \`${figure}\` \\|$`)));
  });

  it.each(Object.entries(RESOLUTION_LABELS))('resolution %s', (resolution, { zh }) => {
    expect(lines.filter((line) => line.startsWith(`| ${zh} |`) && line.includes(`\`${resolution}\``))).toHaveLength(1);
  });

  it.each(Object.entries(GROUPINGS))('grouping %s', (grouping, { zh }) => {
    expect(lines.join('\n').replace(/\n/g, ' ')).toContain(`${zh} \`${grouping}\``);
  });

  it.each([
    ['role', [...ROLES, 'system']],
    ['clock', CLOCKS],
    ['request', REQUEST_KINDS],
    ['state of a request', REQUEST_STATUSES],
    ['confirmation', CONFIRMATIONS],
    ['level', LEVELS],
    ['urgency', URGENCIES],
    ['channel', CHANNELS],
    ['supervision', SUPERVISION_KINDS],
    ['target of a rule', TARGET_KINDS],
  ])('every %s', (_what, codes) => {
    const text = lines.join('\n');
    expect(codes.filter((code) => !text.includes(`\`${code}\``))).toEqual([]);
  });
});

describe('what pages point to', () => {
  it.each(PAGES)('%s: every link leads somewhere', (page) => {
    const targets = [...read(page).matchAll(/\]\((?!https?:)([^)#]*)(#[^)]*)?\)/g)].map(([, target]) => target!);
    const broken = targets.filter((target) => !existsSync(join(projectRoot(), dirname(page), target)));
    expect(broken).toEqual([]);
  });

  it.each(PAGES)('%s: every path and every npm script that it names exists', (page) => {
    const text = read(page);
    const paths = [...text.matchAll(/`((?:src|seeds|test|scripts|bench|docs|\.ci)\/[\w./-]*)`/g)].map(
      ([, path]) => path!,
    );
    expect(paths.filter((path) => !existsSync(join(projectRoot(), path)))).toEqual([]);
    const { scripts } = JSON.parse(read('package.json')) as { scripts: object };
    const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script!);
    expect(named.filter((script) => !codesOf(scripts).includes(script))).toEqual([]);
  });

  it('every file that the architecture names in passing exists', () => {
    const everything = readdirSync(projectRoot(), { recursive: true, encoding: 'utf8' }).filter(
      (file) => !file.includes('node_modules'),
    );
    const named = [...read('docs/architecture.md').matchAll(/`([a-z-]+(?:\.[a-z-]+)*\.ts)`/g)].map(([, name]) => name!);
    expect(named.filter((name) => !everything.some((file) => file.endsWith(`/${name}`)))).toEqual([]);
  });
});

describe('decisions', () => {
  it('are numbered without gaps and listed in the architecture', () => {
    const listed = [...read('docs/architecture.md').matchAll(/\]\((adr\/[^)]+)\)/g)].map(
      ([, target]) => `docs/${target}`,
    );
    expect(listed).toEqual([...ADRS].sort());
    expect(listed.map((page) => Number(/(\d{4})-/.exec(page)![1]))).toEqual(listed.map((_page, index) => index + 1));
  });

  it.each(ADRS)('%s says why, what and what follows', (page) => {
    const text = read(page);
    expect(text).toMatch(new RegExp(`^# ${/\d{4}/.exec(page)![0]} `));
    expect([...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual([
      'Context',
      'Decision',
      'Consequences',
    ]);
    expect(text.split('\n').length).toBeLessThan(60);
  });
});
