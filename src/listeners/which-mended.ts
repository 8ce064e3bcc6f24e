import { holdUntil } from '../delivery/hours.js';
import { NotYet } from '../delivery/inbox.js';
import type { MessageIn, RecalledIn } from '../feishu/inbound.js';
import { given } from '../given.js';
import type { Hazard } from '../hazards/hazard.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import { addTo } from './add-to-hazard.js';
import { answerTo } from './answers.js';
import { info, no, yes, type Click, type ClickAnswer } from './click.js';
import { noteButton, noteTo, openOne, type Desk } from './desk.js';
import { WHICH, type Draft } from './drafts.js';
import { orgNames, takeReport, type Told } from './reporting.js';

/*
 * 灯已换 with a picture, from somebody who has several things to mend: asked which, not guessed and not registered as
 * something new. The message waits in the inbox meanwhile; without an answer it becomes a report like any other.
 */

/** As long as an unclear report waits for its author (experience.md §3 e). */
const PATIENCE_MS = 2 * 3_600_000;
/** More than a person can tell apart on one card is left to 都不是 and 更正. */
const MOST_ASKED = 8;

/** @param key the message's, in the inbox */
const draftOf = (key: string): string => `${WHICH}:${key}`;
const keyOf = ({ _id }: Draft): string => _id.slice(draftOf('').length);

/** Keeps the message and asks its author in private. @throws NotYet until when an answer is waited for */
export async function askWhichMended(
  desk: Desk,
  message: MessageIn,
  told: Told,
  steps: readonly Hazard[],
): Promise<never> {
  const draft: Draft = {
    _id: draftOf(told.key),
    openId: told.openId,
    chatId: told.chatId,
    messageId: told.messageId,
    text: told.text,
    photos: told.photos,
    asked: WHICH,
    at: desk.now(),
  };
  await desk.drafts.put(draft);
  const buttons = [
    ...steps
      .toSorted((a, b) => rank(a) - rank(b))
      .slice(0, MOST_ASKED)
      .map((hazard) => noteButton(labelOf(hazard), 'mended-which', hazard._id, told.key)),
    noteButton(TEXT.notMine, 'mended-none', '', told.key),
  ];
  await desk.tell(
    told.key,
    noteTo(
      { kind: 'openId', openId: told.openId },
      '这是哪一件的？',
      [`您发的：${told.text}（照片${told.photos.length}张）`, TEXT.whichMended],
      { buttons, choose: true },
    ),
  );
  if (message.chatType === 'group')
    await desk.tell(`${told.key}:group`, noteTo(answerTo(message), '安全助手', [TEXT.askedPrivately]));
  throw new NotYet(await registersAt(desk, draft));
}

/** What is being mended comes first: that is what 灯已换 mostly means. */
const rank = ({ status }: Hazard): number => (status === 'rectifying' ? 0 : 1);

function labelOf({ code, place, title }: Hazard): string {
  const where = place === undefined || title.includes(place) ? '' : `${place}：`;
  return `${code.slice(-4)} ${where}${title}`;
}

/** Its receipt is no answer to what was just sent any more: it comes by day. */
async function registersAt(desk: Desk, { at }: Draft): Promise<Date> {
  const due = new Date(at.getTime() + PATIENCE_MS);
  return holdUntil({ restDays: true }, due, await desk.calendar()) ?? due;
}

/**
 * A message that comes again because its author was asked which hazard it is about: answered, or taken as a report now.
 * @returns undefined if nobody was asked about it
 * @throws NotYet while an answer is waited for
 */
export async function afterAsking(desk: Desk, key: string, message: MessageIn): Promise<string | undefined> {
  const draft = await desk.drafts.peek(draftOf(key));
  if (draft === undefined) return undefined;
  if (draft.text !== undefined) {
    const until = await registersAt(desk, draft);
    if (desk.now() < until) throw new NotYet(until);
    await register(desk, draft, message.chatType === 'group' ? 'group' : 'private');
  }
  await desk.drafts.take(draft._id);
  return draft.text === undefined ? 'answered which' : 'report, not answered which';
}

/** A click on the question. */
export async function whichMended(desk: Desk, { button, action }: Click): Promise<ClickAnswer> {
  const draft = await desk.drafts.peek(draftOf(button.extra ?? ''));
  if (draft?.text === undefined || draft.openId !== action.openId) return info(TEXT.whichAnswered);
  if (button.action === 'mended-which') return putTo(desk, draft, button.hazardId ?? '');
  // The question came to the private chat; what was written elsewhere was written in a group.
  await register(desk, draft, draft.chatId === action.chatId ? 'private' : 'group');
  return answered(desk, draft, TEXT.registered, ['已按新隐患登记，编号见回执。']);
}

/** Its author took it back before it was anywhere: nothing is left to be asked or registered. */
export async function forgetAsked(desk: Desk, { messageId, by }: RecalledIn): Promise<boolean> {
  const draft = by === 'message_owner' ? await desk.drafts.peek(draftOf(`msg:${messageId}`)) : undefined;
  if (draft?.text === undefined) return false;
  await markAnswered(desk, draft);
  return true;
}

/** Its words are gone from here, so that it is neither asked about nor registered again. */
async function markAnswered(desk: Desk, { text: _done, ...draft }: Draft): Promise<void> {
  await desk.drafts.put(draft);
}

async function putTo(desk: Desk, draft: Draft, hazardId: string): Promise<ClickAnswer> {
  const { openId, text = '', photos = [] } = draft;
  const answer = { kind: 'openId', openId } as const;
  const added = await addTo(desk, draft._id, { openId, text, photos, answer }, hazardId);
  if (added === undefined) return no(TEXT.notAddableNow);
  return answered(desk, draft, TEXT.noted, added.lines, [openOne(hazardId)]);
}

/** The question shows what became of it. */
async function answered(
  desk: Desk,
  draft: Draft,
  title: string,
  lines: readonly string[],
  buttons: readonly string[] = [],
): Promise<ClickAnswer> {
  await markAnswered(desk, draft);
  const shown = noteTo({ kind: 'openId', openId: draft.openId }, title, lines, { buttons });
  return { ...yes(title, false), ...given('card', await desk.draw(shown)) };
}

const register = (desk: Desk, draft: Draft, channel: Told['channel']): Promise<void> =>
  registerKept(desk, draft, keyOf(draft), channel);

/** Makes a report of a message that was kept because its author was asked something. */
export async function registerKept(
  desk: Desk,
  draft: Draft,
  key: string,
  channel: Told['channel'],
): Promise<void> {
  const { openId, chatId, messageId = '', text = '', photos = [] } = draft;
  const reading = desk.understand(text, orgNames(await desk.people.org()));
  await takeReport(desk, { key, messageId, chatId, channel, openId, text, photos }, reading);
}
