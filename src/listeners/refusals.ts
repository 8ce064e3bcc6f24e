import type { Target } from '../notices.js';
import { personById } from '../people/org.js';
import { tellAdmins } from './alarms.js';
import type { Desk } from './desk.js';

/** Feishu's codes for a group that the bot is no longer in, or that is no more. */
const GROUP_GONE: ReadonlySet<number> = new Set([230002, 232009]);
/** …and for somebody who stopped the bot or may not be written to. */
const PERSON_OUT: ReadonlySet<number> = new Set([230053, 230013, 230029]);

/**
 * A message was refused for good: the group or the person is marked, so that nothing more goes there.
 * @returns may it be tried again, now that it has another address? Once for each group and person.
 */
export async function onRefused(
  desk: Pick<Desk, 'people' | 'tell'>,
  target: Target | undefined,
  code: number,
  cause: string,
): Promise<boolean> {
  const org = await desk.people.org();
  if (target?.kind === 'chat' && GROUP_GONE.has(code)) {
    const group = org.groups.find((candidate) => candidate._id === target.chatId);
    if (group?.state === 'gone') return false;
    await loseGroup(desk, target.chatId, group?.name ?? '', cause);
    return true;
  }
  if (target?.kind === 'person' && PERSON_OUT.has(code)) {
    if (personById(org, target.personId)?.unreachable === true) return false;
    await desk.people.markUnreachable(target.personId);
    return true;
  }
  return false;
}

/** Nothing goes to that group any more, and the administrators hear of it in private. */
export async function loseGroup(
  desk: Pick<Desk, 'people' | 'tell'>,
  chatId: string,
  name: string,
  cause: string,
): Promise<void> {
  await desk.people.groupGone(chatId, name);
  await tellAdmins(desk, cause, '助手被移出群', [
    `${name === '' ? '有一个群' : `“${name}”`}里已没有安全助手，发往该群的消息停了。要恢复，请把助手再加进群。`,
  ]);
}
