import { createHash } from 'node:crypto';
import { addDays, createCalendar } from '../../src/calendar.js';
import { formDefaults } from '../harness/card-reader.js';
import type { Seen } from '../harness/world.js';
import { CAMPAIGN_HABITS } from './campaign-habits.js';
import { MEETING_HABITS } from './meeting-habits.js';
import type { Dice } from './dice.js';

/** What somebody does with a card in front of them. */
export interface Deed {
  readonly label: string;
  readonly form?: Readonly<Record<string, unknown>>;
  /** A photo is sent first, as an answer to the card. */
  readonly photo?: true;
  /** It brings another card; this one is put away. */
  readonly opens?: true;
}

export interface Look {
  readonly card: Seen;
  readonly who: string;
  readonly today: string;
  readonly dice: Dice;
  /** Our id of somebody, by name. */
  readonly id: (name: string) => string;
}

export interface Habit {
  readonly title: RegExp;
  /** How likely it is to be done when it is looked at, 0 to 1. */
  readonly chance: (look: Look) => number;
  readonly deed: (look: Look) => Deed | undefined;
}

const SIX = {
  goal: '彻底消除，恢复正常使用',
  measures: '请有资质的单位更换并验收',
  funds: '从本单位安全经费列支',
  people: '院长负责，后勤实施',
  schedule: '本月底前完成',
  safety: '专人看守，夜间每小时查一次',
};
const FIVE = { duty: true, measures: true, funds: true, deadline: true, emergency: true };

/** One hazard in eight is left lying: the ladder has to reach its people. */
function neglected({ card }: Look): boolean {
  const subject = card.title.replace(/^[^：]*：/u, '');
  return (createHash('md5').update(subject).digest()[0] ?? 0) < 32;
}

/** Where the form asks for something the officer has to know. */
function reviewForm({ card, dice, id }: Look): Deed {
  const grave = formDefaults(card.message.card ?? {})['level'] === 'major';
  return {
    label: '核实属实，交办',
    form: {
      ...(grave ? { interim: '已派专人看守，夜间每小时查一次' } : { measures: '换新的，查一遍同类问题' }),
      ...(dice.happens(0.5) && !grave ? { manner: 'days3' } : {}),
      ...(card.text.includes('孙强') ? { rectifier: id('孙强') } : {}),
    },
  };
}

function decision({ card, dice }: Look): Deed {
  const back = card.title.startsWith('请审批：') && dice.happens(0.08);
  return back
    ? { label: '退回', form: { reason: '措施写得太粗，请写清谁来做' } }
    : { label: '同意', form: { reason: '' } };
}

function rectifyDeed({ card, dice }: Look): Deed {
  if (card.buttons.some(({ label }) => label === '申请延期') && dice.happens(0.15))
    return { label: '申请延期' };
  if (dice.happens(0.1)) return { label: '拍不了照片' };
  return { label: '整改完成', form: { note: '已换新的，试过正常' }, photo: true };
}

function recheckDeed({ card, dice }: Look): Deed {
  const major = card.buttons.some(({ label }) => label === '复查通过，报局长销号');
  if (dice.happens(0.1)) return { label: '没改好，退回', form: { opinion: '还有一处没改到位' } };
  return major
    ? {
        label: '复查通过，报局长销号',
        form: { ...FIVE, opinion: '现场看过，已改好', fileNumber: '民安〔2026〕8号' },
      }
    : { label: '复查通过，销号', form: { opinion: '现场看过，已改好' } };
}

export const always = (chance: number) => (): number => chance;

/** In this order; the first whose title fits and whose button is there. */
const HABITS: readonly Habit[] = [
  {
    title: /^请核实/u,
    chance: always(0.6),
    deed: (look) => (look.dice.happens(0.05) ? { label: '不属实' } : reviewForm(look)),
  },
  {
    title: /^不属实/u,
    chance: always(1),
    deed: () => ({ label: '按不属实结案', form: { note: '现场看过，没有这个情况' } }),
  },
  {
    title: /^请指定单位/u,
    chance: always(0.8),
    deed: ({ id }) => ({ label: '交给单位核实', form: { unit: id('办公室') } }),
  },
  {
    title: /^请(报|改)方案/u,
    chance: (look) => (neglected(look) ? 0.05 : 0.5),
    deed: ({ card, today }) => {
      const label = card.buttons.find((one) => /^报.*审批$/u.test(one.label))?.label;
      if (label === undefined) return undefined;
      if (card.text.includes('治理的目标'))
        return { label, form: { ...SIX, finish: `${addDays(today, 12)} +0800` } };
      // The deadline is offered; once it has gone by, a date of one's own.
      const gone = String(formDefaults(card.message.card ?? {})['finish']) < today;
      return {
        label,
        form: {
          measures: '换新的，查一遍同类问题',
          ...(gone ? { finish: `${addDays(today, 3)} +0800` } : {}),
        },
      };
    },
  },
  { title: /^请审批/u, chance: always(0.6), deed: decision },
  { title: /^请整改/u, chance: (look) => (neglected(look) ? 0.012 : 0.2), deed: rectifyDeed },
  {
    title: /^拍不了照片/u,
    chance: always(1),
    deed: () => ({ label: '整改完成', form: { note: '已补齐', reason: '制度类，没有现场' } }),
  },
  {
    title: /^申请延期/u,
    chance: always(1),
    deed: ({ card, today }) => {
      const label = card.buttons.find((one) => /^报.*审批$/u.test(one.label))?.label;
      const [, month = '', date = ''] = /原期限\D*(\d+)月(\d+)日/u.exec(card.text) ?? [];
      const old = `${today.slice(0, 4)}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
      const form = {
        reason: '配件缺货',
        interim: '专人看守，挂警示牌',
        newDay: date === '' ? '' : `${addDays(old, 2)} +0800`,
      };
      if (date === '') return undefined;
      // The form lay open until it was too late to ask: back to the card, which offers it no more.
      if (today > createCalendar().extensionDeadline(old)) return { label: '返回' };
      return label === undefined ? undefined : { label, form };
    },
  },
  { title: /^请复查/u, chance: always(0.5), deed: recheckDeed },
  ...CAMPAIGN_HABITS,
  ...MEETING_HABITS,
  {
    title: /^今天有/u,
    chance: always(0.3),
    // Only today's: yesterday's says that there is a newer one.
    deed: ({ card, today, dice }) => {
      const day = `${Number(today.slice(5, 7))}月${Number(today.slice(8))}日`;
      if (!card.title.includes(day)) return undefined;
      const asked = card.buttons.some(({ label }) => label === '报议题');
      return asked && dice.happens(0.2) ? { label: '报议题', opens: true } : { label: '都知道了' };
    },
  },
];

/** @returns what is done with this card now, `later`, or `nothing` when no habit knows it */
export function deedFor(look: Look): Deed | 'later' | 'nothing' {
  const habit = HABITS.find(({ title }) => title.test(look.card.title));
  if (habit === undefined || look.card.buttons.length === 0) return 'nothing';
  if (!look.dice.happens(habit.chance(look))) return 'later';
  const deed = habit.deed(look);
  const there = deed !== undefined && look.card.buttons.some(({ label }) => label === deed.label);
  return there ? deed : 'nothing';
}
