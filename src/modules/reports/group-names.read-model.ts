import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { isSpanUnit } from '../../kernel/spans.js';
import { type Bilingual, type Language, nameIn, say } from '../../kernel/language.js';
import { isOneOf, type SqlSession } from '../../platform/persistence/index.js';
import { ENTERPRISE_SIZES, SIZE_LABELS } from '../enterprises/index.js';
import { CHANNEL_LABELS, CHANNELS, type Grouping, LEVEL_LABELS, LEVELS, NO_GROUP } from '../issues/index.js';
import { ReferenceData } from '../reference/index.js';
import { Regions } from '../regions/index.js';

interface Named {
  readonly name: string;
  readonly nameEn: string | null;
}

/** The groups that are known, in the order in which people expect them. */
type Names = ReadonlyMap<string, Named>;

/** The name of the group of issues that have none of what is grouped by, or none that the reader may know. */
const NONE: Readonly<Partial<Record<Grouping, Bilingual>>> = {
  department: { zh: '未交办', en: 'None' },
  cadre: { zh: '未交办', en: 'None' },
  chain: { zh: '未列入产业链', en: 'None' },
  enterprise_size: { zh: '未公开', en: 'Not disclosed' },
  campaign: { zh: '未列入专项行动', en: 'None' },
};

// SQLite binds at most 32,766 values in one statement.
const NAMES_AT_ONCE = 10_000;

/** Names and order of the groups of a report. */
@Injectable()
export class GroupNames {
  constructor(
    private readonly regions: Regions,
    private readonly reference: ReferenceData,
  ) {}

  /** The keys in their order, each with its name; unknown ones after the known, and {@link NO_GROUP} last. */
  async inOrder(
    session: SqlSession,
    grouping: Grouping,
    { keys, language }: { readonly keys: readonly string[]; readonly language: Language },
  ): Promise<{ key: string; label: string }[]> {
    const names = await this.namesOf(session, grouping, keys);
    const wanted = new Set(keys);
    const known = [...names.keys()].filter((key) => wanted.has(key));
    const unknown = keys.filter((key) => !names.has(key) && key !== NO_GROUP).sort();
    const none = NONE[grouping];
    return [...known, ...unknown, ...keys.filter((key) => key === NO_GROUP)].map((key) => {
      const named = names.get(key);
      if (key === NO_GROUP && none) return { key, label: say(none, language) };
      return { key, label: named ? nameIn(named, language) : key };
    });
  }

  private async namesOf(session: SqlSession, grouping: Grouping, keys: readonly string[]): Promise<Names> {
    if (isSpanUnit(grouping)) return new Map();
    switch (grouping) {
      case 'region':
        return byCode((await this.regions.tree()).all());
      case 'category':
      case 'subcategory':
        return byCode((await this.reference.categories()).all());
      case 'department':
        return new Map((await this.reference.departments()).all().map((department) => [department.id, department]));
      case 'chain':
        return this.reference.chains();
      case 'campaign':
        return this.reference.campaigns();
      case 'cadre':
        return cadreNames(session, keys);
      case 'level':
        return fixed(LEVELS, LEVEL_LABELS);
      case 'enterprise_size':
        return fixed(ENTERPRISE_SIZES, SIZE_LABELS);
      case 'channel':
        return fixed(CHANNELS, CHANNEL_LABELS);
    }
  }
}

function byCode<T extends Named & { readonly code: string }>(all: readonly T[]): Names {
  return new Map(all.map((named) => [named.code, named]));
}

function fixed<K extends string>(order: readonly K[], names: Readonly<Record<K, Bilingual>>): Names {
  return new Map(order.map((code) => [code, { name: names[code].zh, nameEn: names[code].en }]));
}

async function cadreNames(session: SqlSession, keys: readonly string[]): Promise<Names> {
  const names = new Map<string, Named>();
  const inOrder = [...keys].sort();
  for (let start = 0; start < inOrder.length; start += NAMES_AT_ONCE) {
    const some = inOrder.slice(start, start + NAMES_AT_ONCE);
    const rows = await session.all<{ id: string; name: string }>(
      sql`SELECT id, name FROM cadre WHERE ${isOneOf(sql`id`, some)} ORDER BY id`,
    );
    for (const { id, name } of rows) names.set(id, { name, nameEn: null });
  }
  return names;
}
