import { type IssueTemplate, SECTORS } from './corpus.js';
import type { PlannedEnterprise } from './enterprises-plan.js';

const NOT_MANUFACTURING = ['agri', 'logistics', 'trade'];
/** Plants and machines: nothing that a farm or a shop asks for, unless the text says so. */
const PLANT_CATEGORIES = /^(project|technology|factor-(land|emission|power|water|gas-heat))/;
const WITHOUT_PLANT = ['agri', 'trade'];
/** A firm of a dozen people has no two hundred workers to house and no ninety-acre project. */
const MICRO_CATEGORIES = /^(policy-(consult|tax)|government-service-registration|legal-charges|market-sales|other-)/;

interface Fit {
  readonly micro: boolean;
  readonly sectors: ReadonlySet<string>;
}

const known = new WeakMap<IssueTemplate, Fit>();

function fitOf(template: IssueTemplate): Fit {
  const { category, title, text, sectors } = template;
  const aboutGoods = /\{(product|material)\}/.test(title + text);
  const without = [...(aboutGoods ? NOT_MANUFACTURING : []), ...(PLANT_CATEGORIES.test(category) ? WITHOUT_PLANT : [])];
  const all = SECTORS.map(({ key }) => key);
  return {
    micro: MICRO_CATEGORIES.test(category),
    sectors: new Set(sectors ?? all.filter((key) => !without.includes(key))),
  };
}

/** Whether a template makes sense for an enterprise: products and materials, say, are a manufacturer's business. */
export function suits(template: IssueTemplate, { size, sector }: PlannedEnterprise): boolean {
  let fit = known.get(template);
  if (fit === undefined) {
    fit = fitOf(template);
    known.set(template, fit);
  }
  return (size !== 'micro' || fit.micro) && fit.sectors.has(sector.key);
}
