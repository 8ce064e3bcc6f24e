import type { FactValue, Notice, NoticeType } from '../notices.js';
import { deputyOf, headOf } from '../people/org.js';
import { make, reached, type AnnounceContext } from './announce-kit.js';
import { joinedReports, pingFor } from './joining.js';

/** 紧急: everybody who is alerted, pinged, at any hour. Those alerted earlier keep the card they have. */
export function alertPeople(context: AnnounceContext): readonly Notice[] {
  // One alert a person and hazard, however often the circle widens.
  return toAlerted(context, 'urgent').map((notice) => ({ ...notice, seq: 1 }));
}

/** Another message about the same danger: its reporter is answered, those on duty are pinged to the card they have. */
export function announceJoined(context: AnnounceContext): readonly Notice[] {
  const { hazard, entry } = context;
  const answerTo = joinedReports(hazard).find(({ seq }) => seq === entry.seq)?.answerTo;
  const answer =
    answerTo === undefined
      ? []
      : [
          make(
            context,
            'urgent-joined',
            answerTo,
            { class: 'critical', anyHour: true },
            { joined: entry.seq },
          ),
        ];
  const ping = pingFor(hazard, entry.seq);
  if (ping === undefined) return answer;
  const others = toAlerted(context, 'urgent-more', { since: ping.seq }).filter(
    ({ target }) => target.kind !== 'person' || target.personId !== entry.by,
  );
  return [...answer, ...others.map((notice) => ({ ...notice, seq: ping.seq, notBefore: ping.at }))];
}

/** Everybody who is alerted (substitutes included), pinged, at any hour. */
function toAlerted(
  context: AnnounceContext,
  type: NoticeType,
  facts: Readonly<Record<string, FactValue>> = {},
): readonly Notice[] {
  return reached(context, context.hazard.emergency?.alertedIds ?? []).map((person) =>
    make(
      context,
      type,
      { kind: 'person', personId: person._id },
      { class: 'critical', anyHour: true, urgent: true },
      facts,
    ),
  );
}

/** 有人受伤: the unit's head gets the one-hour clock. */
export function accident(context: AnnounceContext): readonly Notice[] {
  const { hazard, org } = context;
  if (hazard.emergency?.injured !== true) return [];
  const head = headOf(org, hazard.unitId) ?? deputyOf(org, hazard.unitId);
  return head === undefined
    ? []
    : [
        make(
          context,
          'accident-clock',
          { kind: 'person', personId: head._id },
          { class: 'critical', anyHour: true, urgent: true },
        ),
      ];
}
