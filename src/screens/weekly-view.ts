import { dayOf, plainDay } from '../calendar.js';
import type { TallyQuery } from '../hazards/ports.js';
import { KINDS } from '../hazards/kinds.js';
import { personById, unitById } from '../people/org.js';
import { sensitive } from '../../cards/view.js';
import type { WeeklyView } from '../../cards/weekly.js';
import { KIND } from '../../cards/texts.zh-CN.js';
import type { Context } from './context.js';
import type { Week } from './week.js';

const MOST_KINDS = 3;
const MOST_NAMED = 10;

/**
 * 上周安全情况 for the bureau's safety group: figures by unit in the order of the organisation file (no ranking) and
 * by kind; names only where the administrator has switched them on. Figures of the week are fixed by its days, what is
 * overdue is so at the moment of sending. A text = nothing happened, nothing is sent (减负).
 */
export async function weeklyView({ from, to }: Week, context: Context): Promise<WeeklyView | string> {
  const { hazards, org } = context;
  const today = dayOf(context.now());
  const late: TallyQuery = { open: true, status: ['rectifying'], dueBefore: today };
  const queries: readonly TallyQuery[] = [
    { from, to },
    { closedFrom: from, closedTo: to, status: ['closed'] },
    late,
    { open: true, level: 'major' },
  ];
  const byUnit = await Promise.all(queries.map((query) => hazards.tally('unitId', query)));
  const [made = none, closed = none, overdue = none, major = none] = byUnit;
  const total = (of: Tally): number => [...of.values()].reduce((sum, n) => sum + n, 0);
  if (byUnit.every((of) => total(of) === 0)) return 'nothing happened';
  const kinds = await hazards.tally('kind', { from, to });
  const ids = [...org.units.map((unit) => unit._id), undefined];
  return {
    span: `${plainDay(from, today)}—${plainDay(to, today)}`,
    made: total(made),
    closed: total(closed),
    overdue: total(overdue),
    major: total(major),
    units: ids
      .map((id) => ({
        name: unitById(org, id)?.name ?? '单位待定',
        made: made.get(id) ?? 0,
        closed: closed.get(id) ?? 0,
        overdue: overdue.get(id) ?? 0,
        major: major.get(id) ?? 0,
      }))
      .filter((unit) => unit.made + unit.closed + unit.overdue + unit.major > 0),
    kinds: KINDS.map((kind) => ({ kind: KIND[kind], n: kinds.get(kind) ?? 0 }))
      .filter((entry) => entry.n > 0)
      .toSorted((a, b) => b.n - a.n)
      .slice(0, MOST_KINDS),
    named: org.settings.weeklyNames ? await named(context, today) : [],
    period: `${from}~${to}`,
  };
}

type Tally = ReadonlyMap<string | undefined, number>;
const none: Tally = new Map();

async function named(context: Context, today: string): Promise<readonly string[]> {
  const { hazards, org, calendar } = context;
  const lines: string[] = [];
  for await (const hazard of hazards.openOnes({ status: ['rectifying'], dueBy: today })) {
    if (hazard.dueDay === undefined || hazard.dueDay >= today) continue;
    const title = sensitive(hazard) ? `${KIND[hazard.kind]}情况` : hazard.title;
    const days = Math.max(1, calendar.workdaysBetween(hazard.dueDay, today));
    const who = [unitById(org, hazard.unitId)?.name, personById(org, hazard.rectifierId)?.name];
    lines.push(`${title} · ${who.filter((one) => one !== undefined).join(' ')}，已过${days}个工作日`);
    if (lines.length === MOST_NAMED) break;
  }
  return lines;
}
