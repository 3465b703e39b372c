import type { SignedIn } from './people.js';
import { Dice, type History, insertHistories, insertPlaces, type Places, randomHistory } from './report-histories.js';
import { loadReferenceData } from './sample-bodies.js';
import { startApp, type TestApp } from './test-app.js';

/** An office with random histories, the same in every run. */
export interface ReportOffice {
  readonly t: TestApp;
  readonly histories: readonly History[];
  readonly places: Places;
  /** Sees everything. */
  province(): SignedIn;
}

export async function openReportOffice(seed: number, { count = 520, now = '2025-01-10T04:00:00.000Z' } = {}) {
  const t = await startApp({ now });
  await loadReferenceData(t);
  const places = await insertPlaces(t);
  const dice = new Dice(seed);
  const histories = Array.from({ length: count }, (_, number) => randomHistory(dice, places, number, t.clock.now()));
  await insertHistories(t, histories);
  return { t, histories, places, province: () => t.as.coordinator({ regionCode: '410000' }) } satisfies ReportOffice;
}

/** A report as JSON. */
export async function ask<T>(as: SignedIn, report: string, query: Readonly<Record<string, string>> = {}): Promise<T> {
  const { body } = await as.get(`/api/v1/reports/${report}?${new URLSearchParams(query).toString()}`).expect(200);
  return body as T;
}

interface Linked {
  readonly [name: string]: unknown;
}

/** Every number of an answer that names the list behind it, wherever it is: `[number, address]`. */
export function linkedNumbers(answer: unknown): [number: number, url: string][] {
  if (Array.isArray(answer)) return answer.flatMap(linkedNumbers);
  if (typeof answer !== 'object' || answer === null) return [];
  const view = answer as Linked;
  return Object.entries(view).flatMap(([name, value]): [number, string][] => {
    if (!name.endsWith('Url')) return linkedNumbers(value);
    if (value === null) return [];
    const number = name === 'issuesUrl' ? (view.received ?? view.count) : view[name.slice(0, -'Url'.length)];
    if (typeof number !== 'number') throw new Error(`${name} has no number`);
    return [[number, String(value)]];
  });
}
