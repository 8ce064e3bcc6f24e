import { dayOf } from '../calendar.js';
import type { Notice, NoticeType } from '../notices.js';
import { given } from '../given.js';
import { refusalText } from '../../cards/texts.zh-CN.js';
import type { Desk } from './desk.js';
import { goOnLeave } from './leave.js';
import { readLeave } from './leave-reading.js';
import type { Say, WishContext } from './wish-context.js';

/** 请假 9月29日到10月2日 李敏代. What was not said is asked for on the form, with what was said filled in. */
export async function leaveByText(
  desk: Desk,
  { person, org, key }: WishContext,
  text: string,
  say: Say,
  show: (type: NoticeType, facts?: Notice['facts']) => Promise<void>,
): Promise<void> {
  if (person === undefined) return;
  const said = readLeave(text, dayOf(desk.now())) ?? {};
  const known = org.people.filter((other) => other.state === 'active' && other.name === said.name);
  // Of two with the same name nothing is guessed.
  const substituteId = known.length === 1 ? known[0]?._id : undefined;
  const wish = {
    ...given('from', said.from),
    ...given('until', said.until),
    ...given('substituteId', substituteId),
  };
  if (said.from === undefined || said.until === undefined || substituteId === undefined) {
    if (said.name !== undefined && known.length === 0)
      await say('请假', [`名册里没有“${said.name}”，请在表里选代办人。`]);
    return show('leave', { personId: person._id, ...wish });
  }
  const result = await goOnLeave(desk, key, person, wish);
  return say('请假', result.ok ? result.value : [`${refusalText(result)}。`]);
}
