import type { DrillResult } from './run.js';

export interface Check {
  readonly name: string;
  /** What must be. */
  readonly wanted: string;
  readonly found: string;
  readonly ok: boolean;
}

/** What must hold at the end of a drill, whatever the dice said. */
export function checks(result: DrillResult): readonly Check[] {
  const runs = (state: string): number => result.runs.filter((run) => run.state === state).length;
  return [
    none('nags on rest days or at night', result.tally.untimely),
    none('the same card twice in a chat within a day', result.tally.twice),
    zero('slots of jobs missed', runs('missed')),
    zero('slots of jobs failed', runs('failed')),
    zero('slots of jobs left running', runs('running')),
    equal(
      'reports with a hazard',
      result.reported,
      result.hazards.filter((one) => one.source.index !== 1).length,
    ),
    equal(
      'meetings held, minutes issued',
      result.months.length,
      result.meetings.filter(
        ({ day, status }) => status === 'issued' && result.months.includes(day.slice(0, 7)),
      ).length,
    ),
    zero(
      'messages given up',
      [...result.givenUp.values()].reduce((a, b) => a + b, 0),
    ),
    none('broken rules of the platform', result.violations),
    none('errors in the log', result.errors),
    none(
      'clicks refused as errors',
      [...result.people.troubles].map(([what, n]) => `${n}x ${what}`),
    ),
  ];
}

const zero = (name: string, found: number): Check => equal(name, 0, found);
const equal = (name: string, wanted: number, found: number): Check => ({
  name,
  wanted: String(wanted),
  found: String(found),
  ok: found === wanted,
});
const none = (name: string, found: readonly string[]): Check => ({
  name,
  wanted: '0',
  found: [String(found.length), ...found.slice(0, 12)].join(' | ').slice(0, 1500),
  ok: found.length === 0,
});

/** The drill as a table for people. */
export function table(result: DrillResult): string {
  const { tally, hazards, people } = result;
  const weeks = Math.max(1, new Set(result.runs.map((run) => run.slot)).size / 7);
  const statuses = counted(hazards.map((hazard) => hazard.status));
  const late = hazards.filter((hazard) => hazard.extensions.length > 0).length;
  const busiest = tally.busiest();
  return [
    section('Messages by kind', tally.kinds),
    section(
      'Messages in private by person (a week on average)',
      tally.people,
      (n) => `${n} (${(n / weeks).toFixed(1)})`,
    ),
    `Most in one week: ${busiest.who} ${busiest.n} (week of ${busiest.week})`,
    section('Hazards by status', statuses),
    `Hazards with an extension: ${late}`,
    section('Slots of jobs', counted(result.runs.map((run) => `${run.job} ${run.state}`))),
    section('Posts of campaigns', counted(result.posts.map((post) => `${post.campaignId} ${post.status}`))),
    section('Meetings', counted(result.meetings.map(({ status }) => status))),
    section('What was decided there', counted(result.tasks.map(({ status }) => status))),
    `Clicks: ${people.clicks()}, restarts: ${result.restarts}`,
    'Checks',
    ...checks(result).map(
      (one) => `  ${one.ok ? 'ok  ' : 'FAIL'} ${one.name}: ${one.found} (wanted ${one.wanted})`,
    ),
  ].join('\n');
}

function counted(words: readonly string[]): ReadonlyMap<string, number> {
  const map = new Map<string, number>();
  for (const word of words) map.set(word, (map.get(word) ?? 0) + 1);
  return map;
}

function section(
  title: string,
  map: ReadonlyMap<string, number>,
  shown: (n: number) => string = String,
): string {
  const lines = [...map].toSorted((a, b) => b[1] - a[1]).map(([key, n]) => `  ${key.padEnd(28)} ${shown(n)}`);
  return [title, ...lines].join('\n');
}
