import { addDays, dayOf, isDay, type Day } from '../calendar.js';
import { refuse } from '../errors.js';
import { setLeave } from '../people/usecases.js';
import { refusalText } from '../../cards/texts.zh-CN.js';
import type { Desk } from './desk.js';
import type { Say, WishContext } from './wish-context.js';

/** 请假 9月29日到10月2日 李敏代 */
export async function leaveByText(desk: Desk, context: WishContext, text: string, say: Say): Promise<void> {
  const { person, org } = context;
  if (person === undefined) return say('请假', [refusalText(refuse('unknown-person'))]);
  const today = dayOf(desk.now());
  const days = [...text.matchAll(/(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]/gu)].map((match) =>
    readDay(match, today),
  );
  const substitute = org.people.find((other) => other.state === 'active' && text.includes(other.name));
  const [from, until] = [days[0], days[1] ?? days[0]];
  const result = await setLeave(
    desk.people,
    person,
    {
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
      ...(substitute === undefined ? {} : { substituteId: substitute._id }),
    },
    today,
  );
  if (!result.ok) return say('请假', [refusalText(result)]);
  await say('请假', [
    `已设置：${Number(result.value.to.slice(5, 7))}月${Number(result.value.to.slice(8))}日前由${substitute?.name ?? ''}代办。`,
  ]);
}

export function readDay(match: RegExpMatchArray, today: Day): Day | undefined {
  const [, year, month = '', date = ''] = match;
  const day = `${year ?? today.slice(0, 4)}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  if (!isDay(day)) return undefined;
  // In December people write 1月3日 and mean the next year.
  return year === undefined && day < addDays(today, -180)
    ? `${Number(today.slice(0, 4)) + 1}${day.slice(4)}`
    : day;
}
