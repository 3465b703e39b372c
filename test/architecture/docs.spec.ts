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
import { read, sourceFiles } from './source-files.js';

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
    const files = sourceFiles('src/platform/config').filter((file) => !file.endsWith('.spec.ts'));
    const named = /'((?:ZHUQI_[A-Z0-9_]+)|DATABASE_URL|HOST|PORT|LOG_LEVEL)'|env\.([A-Z_]+)/g;
    const known = [...files.map(read).join('\n').matchAll(named)].map(([, quoted, plain]) => quoted ?? plain!);
    const cells = [...read(page).matchAll(/^\| (`[A-Z0-9_]+`[^|]*) \|/gm)].map(([, cell]) => cell!);
    const told = cells.flatMap((cell) => [...cell.matchAll(/`([A-Z0-9_]+)`/g)].map(([, name]) => name!));
    expect([...new Set(told)].sort()).toEqual([...new Set(known)].sort());
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
  const isTold = (code: string, zh: string): boolean =>
    lines.some((line) => line.startsWith(`| ${zh} |`) && line.endsWith(`| \`${code}\` |`));

  it('calls statuses, actions, figures and resolutions what the product calls them', () => {
    const actions = Object.entries(ISSUE_LIFECYCLE).map(([action, { label }]) => [action, label.zh] as const);
    const figures = Object.entries({ ...COUNTS, ...RATES }).map(([figure, { label }]) => [figure, label.zh] as const);
    const texts = Object.entries({ ...STATUS_LABELS, ...RESOLUTION_LABELS }).map(
      ([code, { zh }]) => [code, zh] as const,
    );
    expect([...texts, ...actions, ...figures].filter(([code, zh]) => !isTold(code, zh))).toEqual([]);
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
  const broken = (pointers: (page: string) => readonly string[], isThere: (page: string, pointer: string) => boolean) =>
    PAGES.flatMap((page) =>
      pointers(page).flatMap((pointer) => (isThere(page, pointer) ? [] : [`${page}: ${pointer}`])),
    );
  const found = (page: string, pattern: RegExp): string[] => [...read(page).matchAll(pattern)].map(([, name]) => name!);
  const exists = (...parts: readonly string[]): boolean => existsSync(join(projectRoot(), ...parts));

  it('every link leads somewhere', () => {
    const links = (page: string): string[] => found(page, /\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g);
    expect(broken(links, (page, target) => exists(dirname(page), target))).toEqual([]);
  });

  it('every path exists', () => {
    const paths = (page: string): string[] => found(page, /`((?:src|seeds|test|scripts|bench|docs|\.ci)\/[\w./-]*)`/g);
    expect(broken(paths, (_page, path) => exists(path))).toEqual([]);
  });

  it('every npm script exists', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: object };
    const named = (page: string): string[] => found(page, /npm run ([\w:]+)/g);
    expect(broken(named, (_page, script) => script in scripts)).toEqual([]);
  });

  it('every file that is named without its folder exists', () => {
    const files = sourceFiles('src', 'seeds', 'test');
    const named = (page: string): string[] => found(page, /`([a-z-]+(?:\.[a-z-]+)*\.ts)`/g);
    expect(broken(named, (_page, name) => files.some((file) => file.endsWith(`/${name}`)))).toEqual([]);
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

  it('say why, what and what follows', () => {
    const headings = (page: string): string[] => [...read(page).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading!);
    for (const page of ADRS) expect([page, ...headings(page)]).toEqual([page, 'Context', 'Decision', 'Consequences']);
  });
});
