import { dayOf, deadlineInWords, fullDay } from '../calendar.js';
import { given } from '../given.js';
import type { Hazard } from '../hazards/hazard.js';
import { actsAs, holderNames, waitsFor } from '../hazards/roles.js';
import type { HazardQuery } from '../hazards/ports.js';
import { sightOf } from '../hazards/rules.js';
import type { StoredNotice } from '../notices.js';
import type { Person } from '../people/person.js';
import type { Line, ListView } from '../../cards/lists.js';
import { STATUS } from '../../cards/texts.zh-CN.js';
import { daysLate } from '../../cards/view.js';
import type { Context } from './context.js';
import { taskLine, taskTodos } from './meeting-views.js';

/** The deadline of the step that is open. */
export const stepDeadline = (hazard: Hazard): Hazard['due'] =>
  hazard.status === 'rectifying' ? hazard.due : hazard.stepDue;

export function line(hazard: Hazard, context: Context): Line {
  const { org, calendar } = context;
  const today = dayOf(context.now());
  const who = holderNames(hazard, org);
  const due = stepDeadline(hazard);
  const late = daysLate({ hazard, now: context.now(), calendar });
  const words =
    due === undefined || !hazard.open
      ? ''
      : late > 0
        ? ` · 原定${fullDay(due.day, today)}，已过${late}个工作日`
        : ` · ${deadlineInWords(due, today, calendar)}${due.at <= context.now() ? '，已过' : ''}`;
  return {
    hazardId: hazard._id,
    title: `${hazard.code.slice(-4)} ${hazard.title === '' ? '匿名上报' : hazard.title}`,
    detail: `${STATUS[hazard.status].word}${who === '' ? '' : ` · 现由${who}`}${words}`,
  };
}

/** So many at most stand on a card: eight, and the rest folded. */
const LISTED = 24;

export async function listView(
  notice: StoredNotice,
  person: Person | undefined,
  context: Context,
): Promise<ListView> {
  const facts = notice.facts ?? {};
  switch (facts['of']) {
    case 'todos':
      return todoList(person, context);
    case 'mine':
      return reportsOf(person, String(facts['openId'] ?? ''), context);
    default:
      return foundBy(person, String(facts['words'] ?? ''), context);
  }
}

async function todoList(person: Person | undefined, context: Context): Promise<ListView> {
  const mine = await todosOf(person, context);
  const tasks = person === undefined ? [] : await taskTodos(person, context);
  const total = mine.length + tasks.length;
  // The committee's decisions are few: they aren't lost behind a long list of hazards.
  const lines = [
    ...tasks.map((task) => taskLine(task, context)),
    ...mine.slice(0, LISTED).map((hazard) => line(hazard, context)),
  ];
  return {
    title: `我的待办（${total}件）`,
    total,
    lines: lines.slice(0, LISTED),
    empty: '现在没有等您办的。',
    action: 'open',
  };
}

async function reportsOf(person: Person | undefined, openId: string, context: Context): Promise<ListView> {
  const { hazards } = context;
  const query: HazardQuery = { reporterOpenId: openId, ...given('reporterId', person?._id) };
  const total = await hazards.count(query);
  const lines = await hazards.find({ ...query, limit: LISTED });
  return {
    title: `我上报的（${total}件）`,
    total,
    lines: lines.map((hazard) => line(hazard, context)),
    empty: '还没有上报过。发现隐患，直接发地点、情况和照片。',
    action: 'view',
  };
}

/** 查询: every word, within what the asker may see, all asked of the store. */
async function foundBy(person: Person | undefined, said: string, context: Context): Promise<ListView> {
  const { hazards, org, now } = context;
  const words = said.split(/\s+/u).filter((word) => word !== '');
  const query: HazardQuery | undefined =
    person === undefined ? undefined : { words, seenBy: sightOf(person, org, dayOf(now())) };
  const total = query === undefined ? 0 : await hazards.count(query);
  const lines = query === undefined ? [] : await hazards.find({ ...query, limit: LISTED });
  return {
    title: `查询：${words.join(' ')}（${total}件）`,
    total,
    lines: lines.map((hazard) => line(hazard, context)),
    empty: '没有找到。换个说法再查，或者直接上报。',
    narrow: '再加一个词，可以查得更准',
    action: 'view',
  };
}

/** Open hazards that wait for this person, or for somebody they stand in for; nearest deadline first. */
export async function todosOf(
  person: Person | undefined,
  context: Pick<Context, 'hazards' | 'org' | 'now'>,
): Promise<readonly Hazard[]> {
  if (person === undefined) return [];
  const today = dayOf(context.now());
  const open = await context.hazards.find({ open: true });
  const mine = open.filter(
    (hazard) => actsAs(person, waitsFor(hazard, context.org), context.org, today) !== undefined,
  );
  const due = (hazard: Hazard): number => (stepDeadline(hazard)?.at ?? hazard.reportedAt).getTime();
  return mine.toSorted((a, b) => due(a) - due(b));
}
