import type { Notice, Target } from '../notices.js';
import type { Click } from './click.js';
import { noteTo, type Desk } from './desk.js';

/**
 * A notice that is a file: it is made when it is sent, so that a click is answered at once and a file that Feishu did
 * not take is tried again. Its words go out when there is nothing to make it from.
 * @param what kind and arguments, as src/screens/files reads them
 */
export function fileNotice(target: Target, title: string, what: string): Notice {
  const note = noteTo(target, title, [`${title}暂时没有做成，请稍后再试。`]);
  return { ...note, facts: { ...note.facts, file: what } };
}

/** Sends a file to the clicker in private. */
export const sendFile = (desk: Desk, { action }: Click, title: string, what: string): Promise<void> =>
  desk.tell(
    `${action.key}:${what.split(':')[0]}`,
    fileNotice({ kind: 'openId', openId: action.openId }, title, what),
  );

/** 活动台账 of the units that somebody may see. */
export const activitiesOf = (units: 'all' | readonly string[], scope: string): string =>
  `activities:${units === 'all' ? units : units.join(',')}:${scope}`;
