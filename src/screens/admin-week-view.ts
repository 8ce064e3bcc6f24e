import { addDays, dayOf, instantAt, plainDay, type Day } from '../calendar.js';
import { personById } from '../people/org.js';
import type { AdminWeekView } from '../../cards/weekly.js';
import type { Context } from './context.js';
import type { Week } from './week.js';

const SHOWN = 8;

/** What an administrator sees of a week: messages a person, whose are over the limit, and what is for them to mend. */
export async function adminWeekView({ from, to }: Week, context: Context): Promise<AdminWeekView> {
  const { org, calendar } = context;
  const now = context.now();
  const today = dayOf(now);
  const loads = await context.load(instantAt(from, '00:00'), instantAt(addDays(to, 1), '00:00'));
  const limit = org.settings.messageLimit;
  const line = ({ personId, pushed, answered }: (typeof loads)[number]): AdminWeekView['people'][number] => ({
    name: personById(org, personId)?.name ?? '',
    pushed,
    answered,
    over: pushed > limit,
  });
  const pushed = loads.reduce((sum, load) => sum + load.pushed, 0);
  return {
    span: `${plainDay(from, today)}—${plainDay(to > today ? today : to, today)}`,
    pushed,
    answered: loads.reduce((sum, load) => sum + load.answered, 0),
    people: loads.slice(0, SHOWN).map(line),
    over: loads.filter((load) => load.pushed > limit).length,
    limit,
    todo: [...(await holidays(calendar.yearToEnter(today), context)), ...unresolved(context)],
  };
}

/** From 1 November until next year's notice is there (domain.md §10). */
async function holidays(year: number | undefined, { hazards }: Context): Promise<readonly string[]> {
  if (year === undefined) return [];
  const n = await hazards.unannounced();
  const counted = n === 0 ? '' : `，${n}个期限暂按推算`;
  return [`${year}年节假日安排还没有录入${counted}。公布后发“节假日”录入。`];
}

function unresolved({ org }: Context): readonly string[] {
  const names = org.people.filter((one) => one.state === 'active' && one.openId === undefined);
  if (names.length === 0) return [];
  const shown = names.slice(0, 5).map((one) => one.name);
  return [
    `名册里有${names.length}人在飞书里还没有找到：${shown.join('、')}${names.length > 5 ? '等' : ''}。`,
  ];
}

/** Is there anything for the administrator this week? Else the weekly note isn't sent (减负). */
export function worthTelling(view: AdminWeekView): boolean {
  return view.over > 0 || view.todo.length > 0 || view.pushed > 0;
}

/** Days of a notice's facts as a week. */
export function weekFrom(facts: Readonly<Record<string, unknown>>): Week {
  const day = (key: string): Day => String(facts[key] ?? '');
  return { from: day('from'), to: day('to') };
}
