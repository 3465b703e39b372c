import type { Instant } from '../../src/kernel/clock.js';
import { localDateOf } from '../../src/kernel/local-date.js';
import { type IssueTemplate, OPENINGS, TEMPLATES } from './corpus.js';
import type { PlannedEnterprise } from './enterprises-plan.js';
import type { IssueDraft } from './issue-drafts.js';
import { minuteOfDay } from './office-time.js';
import type { DemoCadre } from './plan-types.js';
import type { Random } from './random.js';
import type { Channel, Submission, Urgency } from './script-types.js';
import { TemplateText } from './template-text.js';
import { suits } from './template-fit.js';

const CHANNELS: readonly { channel: Channel; weight: number }[] = [
  { channel: 'portal', weight: 44 },
  { channel: 'visit', weight: 34 },
  { channel: 'hotline', weight: 15 },
  { channel: 'superior', weight: 7 },
];
const CLOSING = 18 * 60;
/** How often what a category asks for is complex or urgent; otherwise the first row. */
const URGENCY: readonly (readonly [prefix: string, complex: number, urgent: number])[] = [
  ['', 0.12, 0.03],
  ['policy-', 0.08, 0],
  ['labour-', 0.08, 0],
  ['government-service-', 0.06, 0.04],
  ['legal-', 0.15, 0.02],
  ['park-', 0.08, 0.05],
  ['other-', 0.04, 0.04],
  ['project-', 0.3, 0.02],
  ['factor-land', 0.5, 0],
  ['factor-emission', 0.4, 0],
  ['factor-power', 0.1, 0.18],
  ['factor-water', 0.05, 0.25],
  ['factor-gas-heat', 0.1, 0.2],
  ['finance-equity', 0.5, 0],
  ['technology-', 0.25, 0],
  ['park-security', 0, 0.2],
];

function urgencyOf(category: string, random: Random): Urgency {
  const rows = URGENCY.filter(([prefix]) => category.startsWith(prefix));
  const [, complex, urgent] = rows[rows.length - 1] ?? ['', 0, 0];
  const chance = random.next();
  return chance < complex ? 'complex' : chance < complex + urgent ? 'urgent' : 'normal';
}

/** Who may write an issue down, and for which enterprises. */
export interface Senders {
  readonly enterprises: readonly PlannedEnterprise[];
  readonly chiefOf: (enterprise: PlannedEnterprise) => DemoCadre | null;
}

/** What is said about one issue; whatever is left out is chosen. */
export interface IssueRequest {
  readonly at: Instant;
  readonly category: string;
  readonly enterprise?: PlannedEnterprise;
  readonly template?: IssueTemplate;
  readonly channel?: Channel;
}

/** Writes issues: picks text and enterprise so that both fit the date and each other, and hardly repeats a title. */
export class IssueAuthors {
  private readonly used = new Map<IssueTemplate, number>();
  private readonly titles = new Set<string>();
  private readonly suited = new Map<IssueTemplate, readonly PlannedEnterprise[]>();
  private readonly asked = new Map<PlannedEnterprise, string[]>();
  /** Some enterprises never call, some often. */
  private readonly talkative: ReadonlyMap<PlannedEnterprise, number>;

  constructor(
    private readonly senders: Senders,
    private readonly random: Random,
  ) {
    this.talkative = new Map(
      senders.enterprises.map((enterprise) => [
        enterprise,
        (enterprise.size === 'micro' ? 0.4 : enterprise.size === 'small' ? 1 : 2.2) * (random.chance(0.3) ? 5 : 1),
      ]),
    );
  }

  write(request: IssueRequest): IssueDraft {
    const template = request.template ?? this.template(request);
    const enterprise = request.enterprise ?? this.enterprise(template, request.category);
    const chief = this.senders.chiefOf(enterprise);
    const channel = request.channel ?? this.channel(request.at, chief);
    const { text, title } = this.fill(template, enterprise, request.at);
    this.used.set(template, (this.used.get(template) ?? 0) + 1);
    this.asked.set(enterprise, [...(this.asked.get(enterprise) ?? []), request.category]);
    this.titles.add(title);
    const by: Submission['by'] = channel === 'portal' ? 'enterprise' : channel === 'visit' ? 'chief' : 'coordinator';
    return {
      key: '',
      at: request.at,
      enterprise,
      chief,
      category: request.category,
      title,
      description: text.fill(this.random.pick(OPENINGS[channel]) + template.text),
      channel,
      by,
      text,
      template,
      urgency: urgencyOf(request.category, this.random),
      end: 'closed',
      resolution: 'solved',
      confirmation: 'enterprise',
      traits: new Set(),
    };
  }

  /** The least used of the texts for the category that fit the month and, if it is given, the enterprise. */
  private template({ at, category, enterprise }: IssueRequest): IssueTemplate {
    const month = Number(localDateOf(at).slice(5, 7));
    const fitting = TEMPLATES.filter(
      (template) =>
        template.category === category &&
        (template.months === undefined || template.months.includes(month)) &&
        (enterprise === undefined || suits(template, enterprise)),
    );
    const least = Math.min(...fitting.map((template) => this.used.get(template) ?? 0));
    return this.random.pick(fitting.filter((template) => (this.used.get(template) ?? 0) === least));
  }

  private enterprise(template: IssueTemplate, category: string): PlannedEnterprise {
    return this.random.weighted(this.suitable(template), (enterprise) => {
      const before = this.asked.get(enterprise) ?? [];
      const worn = before.length >= 4 || before.includes(category);
      return worn ? 0 : (this.talkative.get(enterprise) ?? 0);
    });
  }

  private suitable(template: IssueTemplate): readonly PlannedEnterprise[] {
    const known = this.suited.get(template);
    if (known !== undefined) {
      return known;
    }
    const suited = this.senders.enterprises.filter((enterprise) => suits(template, enterprise));
    this.suited.set(template, suited);
    return suited;
  }

  private channel(at: Instant, chief: DemoCadre | null): Channel {
    if (minuteOfDay(at) >= CLOSING) {
      return 'portal';
    }
    const possible = CHANNELS.filter(({ channel }) => channel !== 'visit' || chief !== null);
    return this.random.weighted(possible, ({ weight }) => weight).channel;
  }

  private fill(template: IssueTemplate, enterprise: PlannedEnterprise, at: Instant) {
    const { place, sector } = enterprise;
    const make = () => {
      const text = new TemplateText({ place, sector, at }, this.random);
      const { title, text: body, done, partly = '', explained = '', referred = '' } = template;
      text.define(title, body, done, partly, explained, referred);
      return { text, title: text.fill(template.title) };
    };
    let result = make();
    for (let attempt = 0; attempt < 12 && this.titles.has(result.title); attempt += 1) {
      result = make();
    }
    return result;
  }
}
