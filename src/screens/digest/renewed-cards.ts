import { renewedOn } from '../../delivery/renewal.js';
import type { CardRef } from '../../delivery/rows.js';
import { escalation } from '../../hazards/escalation.js';
import type { Hazard } from '../../hazards/hazard.js';
import type { Collection } from '../../store/collection.js';
import { isTheirs, type DigestDay, type DigestSource, type DrawnLine, type SourceDeps } from './source.js';

/**
 * A rectification that outlives its card: from the morning on which the old card has lost its buttons the rectifier is
 * offered a fresh one (experience.md §3 j), three times if need be. Steps in other hands and deadlines that are near stand in the digest
 * anyway, with 打开.
 */
export function renewedCards({ store, hazards }: SourceDeps): DigestSource {
  const refs = store.collection<CardRef>('cardRefs');
  return {
    name: 'card',
    async *waiting(day) {
      for await (const hazard of hazards.openOnes({ status: ['rectifying'] })) {
        if (hazard.rectifierId === undefined || onLadder(hazard, day) || isYoung(hazard, day)) continue;
        const last = await lastCard(refs, hazard._id, hazard.rectifierId);
        if (last !== undefined && endedLately(last, day))
          yield { personId: hazard.rectifierId, rung: `${hazard._id}:${last._id}` };
      }
    },
    async lines(person, rungs, day) {
      const lines: DrawnLine[] = [];
      for (const key of rungs) {
        const [hazardId = '', messageId] = key.split(':');
        const hazard = await hazards.get(hazardId);
        if (hazard?.rectifierId === undefined || hazard.status !== 'rectifying' || onLadder(hazard, day))
          continue;
        const last = await lastCard(refs, hazardId, hazard.rectifierId);
        if (last?._id !== messageId || !isTheirs(person, [hazard.rectifierId], day)) continue;
        lines.push({
          group: '其他',
          hazardId,
          title: `${hazard.code.slice(-4)} ${hazard.title}`,
          detail: '卡片已换新。',
        });
      }
      return lines;
    },
  };
}

const onLadder = (hazard: Hazard, { today, calendar }: DigestDay): boolean =>
  escalation(hazard, today, calendar) !== undefined;

/** The newest card with the rectifier's step, to whomever of the two names Feishu knows them by. */
async function lastCard(
  refs: Collection<CardRef>,
  hazardId: string,
  rectifierId: string,
): Promise<CardRef | undefined> {
  let last: CardRef | undefined;
  for await (const ref of refs.find({ hazardId, type: 'hazard-rectify' })) {
    // Fresh ones that were asked for go to an open_id, and only the holder is given this step.
    const theirs = ref.lane === `p/${rectifierId}` || ref.lane.startsWith('u/');
    if (theirs && (last === undefined || ref.sentAt > last.sentAt)) last = ref;
  }
  return last;
}

/** The step is younger than a card may grow: no need to look for its card. */
function isYoung(hazard: Hazard, { today, calendar }: DigestDay): boolean {
  const begun = hazard.history.find(({ seq }) => seq === hazard.stageSeq)?.at;
  return begun !== undefined && begun >= renewedOn(today, calendar);
}

/** On so many mornings in a row a fresh card is offered, unless it was opened: a digest may be missed. */
const MORNINGS = 3;

/** Did it lose its buttons this morning or lately? */
function endedLately({ endedDay }: CardRef, { today, calendar }: DigestDay): boolean {
  return endedDay !== undefined && endedDay > calendar.addWorkdays(today, -MORNINGS);
}
