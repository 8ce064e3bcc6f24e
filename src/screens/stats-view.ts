import { dayOf } from '../calendar.js';
import type { Hazard } from '../hazards/hazard.js';
import { KINDS } from '../hazards/kinds.js';
import { maySee } from '../hazards/rules.js';
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
  const seen = (list: readonly Hazard[]): readonly Hazard[] =>
    list.filter((hazard) => maySee(person, hazard, context.org));
  const made = seen(await context.hazards.find({ from, to }));
  const closed = seen(await context.hazards.find({ closedFrom: from, closedTo: to }));
  const open = seen(await context.hazards.find({ open: true }));
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
