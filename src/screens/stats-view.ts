import { dayOf } from '../calendar.js';
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
  const seenBy = sightOf(person, context.org);
  const made = await context.hazards.find({ from, to, seenBy });
  const closed = await context.hazards.find({ closedFrom: from, closedTo: to, seenBy });
  const open = await context.hazards.find({ open: true, seenBy });
  const late = open.filter(
    (hazard) => hazard.status === 'rectifying' && hazard.dueDay !== undefined && hazard.dueDay < today,
  ).length;
  const onTime = closed.filter(
    (hazard) => hazard.firstDueDay !== undefined && (hazard.closedDay ?? '') <= hazard.firstDueDay,
  ).length;
  const withExtension = closed.filter(
    (hazard) => hazard.dueDay !== undefined && (hazard.closedDay ?? '') <= hazard.dueDay,
  ).length;
  const share = (n: number): string =>
    closed.length === 0 ? '—' : `${Math.round((n / closed.length) * 100)}%`;
  const byKind = KINDS.map((kind) => ({
    kind: KIND[kind],
    n: made.filter((hazard) => hazard.kind === kind).length,
  })).filter((entry) => entry.n > 0);
  return {
    title,
    figures: [
      { label: '登记', value: `${made.length}件` },
      { label: '销号', value: `${closed.filter((hazard) => hazard.status === 'closed').length}件` },
      { label: '逾期', value: `${late}件` },
      { label: '重大存量', value: `${open.filter((hazard) => hazard.level === 'major').length}件` },
      { label: '按期整改率', value: `${share(onTime)}（含延期 ${share(withExtension)}）` },
    ],
    byKind,
    extra: `${from}~${to}`,
  };
}
