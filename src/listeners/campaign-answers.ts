import type { Outcome } from '../errors.js';
import { given } from '../given.js';
import type { Notice, NoticeType } from '../notices.js';
import { refused, yes, type Click, type ClickAnswer } from './click.js';
import type { Desk } from './desk.js';

/** A card of the clicker's own, in private. */
export function show(
  desk: Desk,
  { action }: Click,
  type: NoticeType,
  facts: Notice['facts'],
  subject?: string,
): Promise<void> {
  return desk.tell(`${action.key}:${type}`, {
    type,
    target: { kind: 'openId', openId: action.openId },
    class: 'informational',
    anyHour: true,
    facts: facts ?? {},
    ...given('subject', subject),
  });
}

/** A success in its words; what is out of date is drawn anew. */
export function outcome(desk: Desk, click: Click, result: Outcome<unknown>, done: string): ClickAnswer {
  if (result.ok) return yes(done);
  const answer = refused(desk, click, result);
  return ['already-done', 'stale-card', 'quiz-done'].includes(result.code)
    ? { ...answer, fresh: true }
    : answer;
}
