import { done, type Outcome } from '../errors.js';
import type { Hazard } from '../hazards/hazard.js';
import { addPhotos, joinParts, splitSome, type Move } from '../hazards/usecases.js';
import type { MessageIn } from '../feishu/inbound.js';
import type { Org } from '../people/org.js';
import type { Person } from '../people/person.js';
import { MOST_TICKS } from '../../cards/actions.js';
import type { Click } from './click.js';
import type { Desk } from './desk.js';
import { marksOf, orgNames, plainPart, type Told } from './reporting.js';
import { finishList } from './sequels.js';

/** How long after the first message a second one still belongs to the same list. */
const JOIN_WITHIN_MS = 10 * 60_000;
const GOES_ON = /^[（(]?(?:接上一?条|接上|续)[）)]?[，,：:、。\s]*/u;

/** 登记所选 by a click. @returns all of them, the first one first */
export async function splitByTicks(
  desk: Desk,
  click: Click,
  request: Move,
): Promise<Outcome<readonly Hazard[]>> {
  const chosen = Array.from({ length: MOST_TICKS }, (_unused, index) => index).filter(
    (index) => click.form[`part${index + 1}`] !== undefined,
  );
  const first = await splitSome(desk.hazards, request, chosen, Number(click.button.extra));
  if (!first.ok) return first;
  const entry = first.value.history.findLast((one) => one.command === 'split');
  return done(entry === undefined ? [first.value] : await finishList(desk, first.value, entry));
}

/**
 * A second message of the same list (接上条, or a reply to the first one) within ten minutes joins the open offer.
 * @returns undefined if it is no such message, or somebody has decided meanwhile
 */
export async function joinList(
  desk: Desk,
  key: string,
  message: MessageIn,
  who: { readonly person: Person | undefined; readonly org: Org; readonly photos: Told['photos'] },
): Promise<string | undefined> {
  const { person, org, photos } = who;
  if (person === undefined || message.text === '') return undefined;
  const goesOn = GOES_ON.test(message.text);
  if (!goesOn && message.parentId === undefined) return undefined;
  const since = desk.now().getTime() - JOIN_WITHIN_MS;
  const recent = await desk.hazards.store.find({ reporterId: person._id, open: true, limit: 10 });
  const first = recent.find(
    (hazard) =>
      hazard.reportedAt.getTime() >= since &&
      (hazard.parts !== undefined || hazard.history.some((entry) => entry.causeEventId === key)) &&
      (message.chatType === 'group'
        ? hazard.source.chatId === message.chatId
        : hazard.source.channel === 'private') &&
      (goesOn || hazard.source.messageId === message.parentId),
  );
  if (first === undefined) return undefined;
  const text = message.text.replace(GOES_ON, '');
  const read = desk.understand(text, orgNames(org));
  if (read.intent === 'urgent' || text === '') return undefined;
  const parts = read.parts.map(plainPart);
  const before = first.parts ?? [];
  const marks = marksOf(desk, org, [...before, ...parts]).slice(before.length);
  const request = { hazardId: first._id, actorId: person._id, cause: key };
  const joined = await joinParts(desk.hazards, request, { text: message.text, parts, marks });
  if (!joined.ok) return undefined;
  const withPhotos = photos.length === 0 ? joined : await addPhotos(desk.hazards, request, photos);
  await desk.relay(withPhotos.ok ? withPhotos.value : joined.value);
  return 'joined a list';
}
