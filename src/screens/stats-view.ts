import { dayOf } from '../calendar.js';
import { isLate, onTheSpotOf, percentOf, struckOff, timeliness } from '../hazards/figures.js';
import { mayDrawUpPapers } from '../hazards/papers.js';
import { KINDS } from '../hazards/kinds.js';
import { sightOf } from '../hazards/rules.js';
import type { Person } from '../people/person.js';
import type { StatsView } from '../../cards/lists.js';
import { KIND } from '../../cards/texts.zh-CN.js';
import type { Context } from './context.js';
import { periodOf } from './period.js';

export async function statsView(
  person: Person | undefined,
  period: string,
  context: Context,
): Promise<StatsView | string> {
  if (person === undefined) return 'nobody';
  const today = dayOf(context.now());
  const { from, to, title } = periodOf(period, today);
  const seenBy = sightOf(person, context.org, today);
  const made = await context.hazards.find({ from, to, seenBy });
  const closed = await context.hazards.find({ closedFrom: from, closedTo: to, seenBy });
  const open = await context.hazards.find({ open: true, seenBy });
  const fellDue = await context.hazards.find({ dueFrom: from, dueTo: to, seenBy });
  const { due, onTime, withExtension } = timeliness(fellDue, today);
  const { owed, done } = struckOff(closed, fellDue, today);
  const share = (n: number, of: number): string => (of === 0 ? '—' : `${percentOf(n, of)}%`);
  const byKind = KINDS.map((kind) => ({
    kind: KIND[kind],
    n: made.filter((hazard) => hazard.kind === kind).length,
  })).filter((entry) => entry.n > 0);
  return {
    title,
    figures: [
      { label: '登记', value: `${made.length}件` },
      { label: '销号', value: `${closed.filter((hazard) => hazard.status === 'closed').length}件` },
      { label: '逾期', value: `${open.filter((hazard) => isLate(hazard, today)).length}件` },
      { label: '重大存量', value: `${open.filter((hazard) => hazard.level === 'major').length}件` },
      { label: '整改率', value: `${share(done, owed)}（应销号${owed}件）` },
      {
        label: '按期整改率',
        value: `${share(onTime, due)}（到期${due}件；含延期 ${share(withExtension, due)}）`,
      },
      { label: '立行立改', value: `${onTheSpotOf(closed)}件，不计入按期整改率` },
    ],
    byKind,
    extra: `${from}~${to}`,
    ...(mayDrawUpPapers(person) ? { report: from.slice(0, 7) === to.slice(0, 7) ? '月报' : '季报' } : {}),
  };
}
