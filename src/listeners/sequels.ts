import { done, type Outcome } from '../errors.js';
import { ownReporter } from '../hazards/announce-reporter.js';
import { tellsOfSomebody, type Hazard, type HistoryEntry } from '../hazards/hazard.js';
import { report, split, splitOff, takeOver, type Move } from '../hazards/usecases.js';
import type { Target } from '../notices.js';
import { noteTo, type Desk } from './desk.js';
import { criterionOf, orgNames } from './reporting.js';

/**
 * What one hazard's history entry means for another: the parts of a split message get numbers of their own, a merged
 * duplicate hands over its photos and reporter. Run by the relay before the entry is told, so a crash in between is
 * mended by running it again; every step of it is done once however often it runs (design.md §5.1, saga).
 */
export async function sequel(desk: Desk, hazard: Hazard, entry: HistoryEntry): Promise<void> {
  if (entry.command === 'split')
    await (entry.after?.['list'] === undefined ? registerParts : finishList)(desk, hazard, entry);
  if (entry.command === 'merge' && hazard.mergedInto !== undefined)
    await takeOver(desk.hazards, hazard, hazard.mergedInto, entry.causeEventId);
}

/** 分成两件 by a click. @returns all of them, the first one first */
export async function takeSplit(desk: Desk, request: Move): Promise<Outcome<readonly Hazard[]>> {
  const first = await split(desk.hazards, request);
  if (!first.ok) return first;
  const entry = first.value.history.findLast((one) => one.command === 'split');
  const others = entry === undefined ? [] : await registerParts(desk, first.value, entry);
  return done([first.value, ...others]);
}

/** Numbers of their own for the other parts of a message. @returns them, without the first one */
export async function registerParts(
  desk: Desk,
  hazard: Hazard,
  entry: HistoryEntry,
): Promise<readonly Hazard[]> {
  const org = await desk.people.org();
  const made: Hazard[] = [];
  for (const { index, text } of splitOff(entry)) {
    const understood = desk.understand(text, orgNames(org));
    const next = await report(desk.hazards, {
      source: {
        ...hazard.source,
        messageId: hazard.source.messageId ?? `split:${hazard._id}`,
        index,
        ...(entry.after?.['list'] === undefined ? {} : { ofList: true }),
      },
      cause: `split:${hazard._id}:${index}`,
      ...(hazard.reporterId === undefined ? {} : { reporterId: hazard.reporterId }),
      ...(hazard.reporterOpenId === undefined ? {} : { openId: hazard.reporterOpenId }),
      ...(hazard.reporterName === undefined ? {} : { name: hazard.reporterName }),
      text,
      kind: understood.kind ?? hazard.kind,
      suspectedMajor: understood.major,
      ...criterionOf(understood),
      ...(understood.place === null ? {} : { place: understood.place }),
      ...(hazard.unitId === undefined ? {} : { unitId: hazard.unitId }),
      photos: [],
    });
    if (next.relayPending) await desk.relay(next);
    made.push(next);
  }
  return made;
}

/** Numbers for the chosen parts and one receipt that names them; done once however often it runs. */
export async function finishList(
  desk: Desk,
  hazard: Hazard,
  entry: HistoryEntry,
): Promise<readonly Hazard[]> {
  const all = [hazard, ...(await registerParts(desk, hazard, entry))];
  const { channel, chatId, messageId } = hazard.source;
  const target: Target | undefined =
    channel === 'group' && chatId !== undefined
      ? { kind: 'chat', chatId, ...(messageId === undefined ? {} : { replyTo: messageId }) }
      : ownReporter(hazard);
  const open = channel !== 'group' || !all.some(tellsOfSomebody);
  const lines = all.map(({ code, title, level }) =>
    [code, ...(open ? [title] : []), ...(level === 'major' ? ['（疑似重大）'] : [])].join(' '),
  );
  if (target !== undefined)
    await desk.tell(
      `split-list:${hazard._id}`,
      noteTo(target, `已登记${all.length}件`, lines, { hazardId: hazard._id }),
    );
  return all;
}
