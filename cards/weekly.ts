import type { Card } from './card.js';
import { escaped, shortened } from './escape.js';
import { button, card, field, folded, hint, md } from './kit.js';

export interface WeeklyView {
  readonly span: string;
  readonly made: number;
  readonly closed: number;
  readonly overdue: number;
  readonly major: number;
  readonly units: readonly {
    readonly name: string;
    readonly made: number;
    readonly closed: number;
    readonly overdue: number;
    readonly major: number;
  }[];
  readonly kinds: readonly { readonly kind: string; readonly n: number }[];
  /** Overdue ones with names; empty unless switched on. */
  readonly named: readonly string[];
  /** Days of the ledger behind it. */
  readonly period: string;
}

/** 上周安全情况 in the bureau's group: figures, no ranking, no blame; the ledger in private, by right. */
export function weeklySummary(view: WeeklyView): Card {
  const kinds = view.kinds.map(({ kind, n }) => `${kind}${n}件`).join('、');
  return card({ title: '上周安全情况', subtitle: view.span, colour: 'blue' }, [
    field('登记', `${view.made}件`),
    field('销号', `${view.closed}件`),
    field('逾期', `${view.overdue}件`),
    field('重大存量', `${view.major}件`),
    ...(kinds === '' ? [] : [field('最多的问题', kinds)]),
    ...(view.units.length === 0 ? [] : [folded('各单位', view.units.map(unitLine))]),
    ...(view.named.length === 0
      ? []
      : [md('**逾期的**'), ...view.named.map((line) => md(escaped(shortened(line, 80))))]),
    button('查看台账', 'ledger-file', { extra: view.period }),
  ]);
}

function unitLine({ name, ...figures }: WeeklyView['units'][number]): ReturnType<typeof md> {
  const words = [
    ['登记', figures.made],
    ['销号', figures.closed],
    ['逾期', figures.overdue],
    ['重大', figures.major],
  ] as const;
  const said = words.filter(([, n]) => n > 0).map(([word, n]) => `${word}${n}`);
  return field(name, said.join(' · '));
}

export interface AdminWeekView {
  readonly span: string;
  readonly pushed: number;
  readonly answered: number;
  /** The most burdened first. */
  readonly people: readonly {
    readonly name: string;
    readonly pushed: number;
    readonly answered: number;
    readonly over: boolean;
  }[];
  /** How many got more than the limit. */
  readonly over: number;
  readonly limit: number;
  readonly todo: readonly string[];
}

/** 消息量 for administrators: how much the bot sends to whom, and what is for them to mend. */
export function adminWeek(view: AdminWeekView): Card {
  const over = view.over > 0;
  return card({ title: '消息量和待处理', subtitle: view.span, colour: over ? 'orange' : 'wathet' }, [
    ...view.todo.map((line) => md(escaped(line))),
    field('发出', `${view.pushed}条提醒，${view.answered}条答复`),
    ...(over ? [md(`**有${view.over}人一周超过${view.limit}条**，请看看是否分工过于集中。`)] : []),
    ...view.people.map(({ name, pushed, answered, over: many }) =>
      field(name, `${pushed}条提醒，${answered}条答复${many ? `，超过${view.limit}条` : ''}`),
    ),
    hint(`一人一周超过${view.limit}条提醒就标出来。要改，发“消息量 25”。`),
  ]);
}
