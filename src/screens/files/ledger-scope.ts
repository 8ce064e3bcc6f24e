import type { Day } from '../../calendar.js';
import { isLate } from '../../hazards/figures.js';
import type { Hazard } from '../../hazards/hazard.js';
import { isOpen, type HazardStatus } from '../../hazards/status.js';
import type { Org } from '../../people/org.js';
import type { Unit } from '../../people/person.js';
import { STATUS } from '../../../cards/texts.zh-CN.js';
import { namedPeriod, spanOf } from '../period.js';

/** What of the ledger somebody asked for: 台账 一号养老院 10月 整改中. */
export interface LedgerScope {
  readonly unit?: Unit;
  readonly period?: { readonly from: Day; readonly to: Day };
  /** The state in words, for the file's name. */
  readonly state?: string;
  readonly keep: (hazard: Hazard, today: Day) => boolean;
  /** Words that mean nothing here: said back, so that nobody takes the whole for a part. */
  readonly unread: string;
}

type Keep = LedgerScope['keep'];

/** Longest first: 未销号 is not 销号. */
const STATES: readonly (readonly [RegExp, string, Keep])[] = [
  [/在办|未办结|未销号|没销号|未完成|未整改/u, '在办', (hazard) => isOpen(hazard.status)],
  [/逾期|超期|过期/u, '逾期', (hazard, today) => isOpen(hazard.status) && isLate(hazard, today)],
  [/重大/u, '重大', (hazard) => hazard.level === 'major'],
  [/已?办结|已完成|已整改/u, '已销号', is('closed')],
  [/待方案/u, '待提交方案', is('planning')],
  ...(
    [
      'reported',
      'verifying',
      'planning',
      'approving',
      'rectifying',
      'rechecking',
      'closed',
      'transferred',
      'unfounded',
      'merged',
      'withdrawn',
    ] as const
  ).map((status): readonly [RegExp, string, Keep] => [
    new RegExp(STATUS[status].word.replace(/^已/u, '已?').replace(/中$/u, '中?'), 'u'),
    STATUS[status].word,
    status === 'approving' ? is('approving', 'closing') : is(status),
  ]),
];

function is(...statuses: readonly HazardStatus[]): Keep {
  return (hazard) => statuses.includes(hazard.status);
}

/** Reads the words behind 台账. */
export function ledgerScope(words: string, org: Org, today: Day): LedgerScope {
  const span = spanOf(words);
  if (span !== undefined) return { period: span, keep: () => true, unread: '' };
  const named = org.units
    .flatMap((unit) => [unit.name, ...unit.aliases].map((name) => ({ unit, name })))
    .toSorted((a, b) => b.name.length - a.name.length)
    .find(({ name }) => words.includes(name));
  let rest = named === undefined ? words : words.replace(named.name, ' ');
  const period = namedPeriod(rest, today);
  if (period !== undefined) rest = rest.replace(period.said, ' ');
  const state = STATES.find(([pattern]) => pattern.test(rest));
  if (state !== undefined) rest = rest.replace(state[0], ' ');
  return {
    ...(named === undefined ? {} : { unit: named.unit }),
    ...(period === undefined ? {} : { period: { from: period.from, to: period.to } }),
    ...(state === undefined ? {} : { state: state[1] }),
    keep: state?.[2] ?? (() => true),
    unread: rest.replace(/隐患|台[账帐]|全部|所有|表格?|的|份|度|[\s、,，。:：]/gu, ''),
  };
}
