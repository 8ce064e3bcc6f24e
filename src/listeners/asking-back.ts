import type { MessageIn } from '../feishu/inbound.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import type { Understanding } from '../understanding/index.js';
import { answerTo } from './answers.js';
import { noteTo, type Desk } from './desk.js';
import { draftKey, MORE, type Draft } from './drafts.js';

/**
 * Words that only the two who talked before would understand, or that name a fault and no place (门坏了): they are asked
 * for, not turned away (cases.md 76).
 */
export const needsMore = ({ intent, question }: Understanding, text: string): boolean =>
  (intent === 'none' && question === 'what') || (intent === 'report' && [...text].length < ENOUGH);

/** A report has at least so many signs. */
export const ENOUGH = 4;

/** Asks where and what; the words wait ten minutes for the answer, and nothing is registered before. */
export async function askForMore(desk: Desk, key: string, message: MessageIn, text: string): Promise<string> {
  await desk.drafts.put({
    _id: draftKey(message.senderOpenId, message.chatId),
    openId: message.senderOpenId,
    chatId: message.chatId,
    text,
    at: desk.now(),
    asked: MORE,
  });
  const words = message.chatType === 'group' ? TEXT.askMoreInGroup : TEXT.askMoreHere;
  await desk.tell(key, noteTo(answerTo(message), '请再说一句', [words]));
  return 'asked where and what';
}

/**
 * The answer to that question and what was said before, as one report.
 * @returns undefined if nothing was asked, or if this is no answer to it: a call for help, a question, thanks
 */
export function answerWithMore(
  draft: Draft | undefined,
  text: string,
  reading: Understanding,
  understand: (text: string) => Understanding,
): { readonly text: string; readonly reading: Understanding } | undefined {
  if (draft?.asked !== MORE || draft.text === undefined) return undefined;
  const answers = reading.intent === 'report' || reading.intent === 'status' || needsMore(reading, text);
  if (!answers) return undefined;
  const whole = `${draft.text}，${text}`;
  const read = understand(whole);
  // What was vague may read as a second matter or as news; it is the first half of this one.
  const known = { kind: read.kind ?? reading.kind, place: read.place ?? reading.place };
  return { text: whole, reading: { ...read, ...known, count: 1, parts: [whole] } };
}
