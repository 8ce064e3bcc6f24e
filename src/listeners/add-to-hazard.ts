import { tellsOfSomebody, type Hazard } from '../hazards/hazard.js';
import { addAsNewcomer, addPhotos, addProgress, remark } from '../hazards/usecases.js';
import type { Target } from '../notices.js';
import { personByOpenId } from '../people/org.js';
import { STATUS, TEXT } from '../../cards/texts.zh-CN.js';
import { noteTo, openOne, type Desk } from './desk.js';
import type { Told } from './reporting.js';

/** What somebody said about a hazard that is known, and where they are answered. */
export interface Addition extends Pick<Told, 'openId' | 'text' | 'photos'> {
  readonly answer: Target;
}

/** What its writer is answered. */
export interface Added {
  readonly lines: readonly string[];
  readonly buttons: readonly string[];
}

/**
 * Pictures and words go to that hazard.
 * @param key names the message: the same one adds once
 * @returns what to answer with; undefined if nothing can be added to it now
 */
export async function addTo(
  desk: Desk,
  key: string,
  said: Addition,
  hazardId: string,
): Promise<Added | undefined> {
  const stored = await putInto(desk, key, said, hazardId);
  if (stored === undefined) return undefined;
  const actorId = personByOpenId(await desk.people.org(), said.openId)?._id;
  return answerFor(stored, actorId, said);
}

/** @returns the hazard with it, or undefined if it takes nothing of this person's now */
export async function putInto(
  desk: Desk,
  key: string,
  { openId, text, photos }: Omit<Addition, 'answer'>,
  hazardId: string,
): Promise<Hazard | undefined> {
  const actorId = personByOpenId(await desk.people.org(), openId)?._id;
  if (actorId === undefined) {
    const own = await addAsNewcomer(desk.hazards, { hazardId, openId, cause: key }, photos, text);
    if (own !== undefined) await desk.relay(own);
    return own;
  }
  const request = { hazardId, actorId, cause: key };
  const results = [
    ...(photos.length > 0 ? [await addPhotos(desk.hazards, request, photos)] : []),
    ...(text === '' ? [] : [await addWords(desk, request, text)]),
  ];
  const stored = results.findLast((result) => result.ok);
  if (stored?.ok !== true) return undefined;
  await desk.relay(stored.value);
  return stored.value;
}

function answerFor(hazard: Hazard, byId: string | undefined, { photos, answer }: Addition): Added {
  const { code, title, status, rectifierId } = hazard;
  // In a group nobody's health.
  const name = answer.kind === 'chat' && tellsOfSomebody(hazard) ? code : `${code} ${title}`;
  const mending = status === 'rectifying' && photos.length > 0 && rectifierId === byId;
  return {
    lines: [`已记入 ${name} 的办理过程。`, ...(mending ? [TEXT.mendedNext] : [])],
    // A button in a group is everybody's.
    buttons: mending && answer.kind !== 'chat' ? [openOne(hazard._id)] : [],
  };
}

/** Progress by those who have the work, a remark by anybody else who may see it. */
async function addWords(
  desk: Desk,
  request: Parameters<typeof addProgress>[1],
  words: string,
): Promise<ReturnType<typeof addProgress>> {
  const progress = await addProgress(desk.hazards, request, words);
  return progress.ok ? progress : remark(desk.hazards, request, words);
}

/** What is over takes nothing in any more; what comes back is a hazard of its own. */
async function whyNot(desk: Desk, hazardId: string): Promise<string> {
  const hazard = await desk.hazards.store.get(hazardId);
  return hazard === undefined || hazard.open
    ? TEXT.notAddable
    : `这件${STATUS[hazard.status].word}，不再补充。同一处又有了，请写清地点和情况发来，会和这件连起来。`;
}

/** The same with an answer to the writer. @returns a word for the inbox */
export async function addToHazard(
  desk: Desk,
  key: string,
  said: Addition,
  hazardId: string,
): Promise<string> {
  const added = await addTo(desk, key, said, hazardId);
  await desk.tell(
    key,
    added === undefined
      ? noteTo(said.answer, '安全助手', [await whyNot(desk, hazardId)])
      : noteTo(said.answer, '已记下', added.lines, { buttons: added.buttons }),
  );
  return added === undefined ? 'not added' : 'added to a hazard';
}
