import type { Day } from '../calendar.js';
import type { Notice, NoticeType, Target } from '../notices.js';
import { deputyOf, directorOf, groupOfUnit, officeIds, officerOf, type Org } from '../people/org.js';
import { pendingExtension, type Hazard, type HistoryEntry } from './hazard.js';
import { accident, alertPeople, announceJoined } from './announce-emergency.js';
import { make, toPeople, type AnnounceContext } from './announce-kit.js';
import { holdersOf } from './roles.js';
import { ownReporter, toReporters } from './announce-reporter.js';
import { rewardable } from './reward.js';
import type { HazardStatus } from './status.js';

/**
 * What must be told because of one history entry. Pure and repeatable: the same entry gives the same notices, and
 * the outbox's deterministic ids keep a second run from telling twice (design §5.1).
 */
export function planNotices(hazard: Hazard, entry: HistoryEntry, org: Org, day: Day): readonly Notice[] {
  const context: AnnounceContext = { hazard, entry, org, day };
  switch (entry.command) {
    case 'report':
      return announceReport(context);
    case 'assignUnit':
      return toPeople(context, officerOfCase(context), 'hazard-review');
    case 'correct':
      return entry.after?.['unit'] !== entry.before?.['unit']
        ? toPeople(context, officerOfCase(context), 'hazard-review')
        : [];
    case 'settleEmergency':
      return [...toPeople(context, officerOfCase(context), 'hazard-review'), ...accident(context)];
    case 'reportInjury':
      return accident(context);
    case 'takeCharge':
    case 'pingFailed':
      return [];
    case 'widenAlert':
      return alertPeople(context);
    case 'joinEmergency':
      return announceJoined(context);
    case 'verify':
    case 'submitPlan':
    case 'handOver':
      return [...nextStep(context), ...suspectedMajor(context)];
    case 'reassign':
      return announceHeirs(context);
    case 'fixOnTheSpot':
    case 'reportDone':
      return toPeople(context, [hazard.recheckerId], 'hazard-recheck');
    case 'approvePlan':
      return [...toPeople(context, [hazard.rectifierId], 'hazard-rectify'), ...toldGroup(context)];
    case 'returnPlan':
      return nextStep(context);
    case 'askExtension':
      return askedForLonger(context, entry.seq);
    case 'approveExtension':
    case 'returnExtension':
      return toPeople(context, [hazard.rectifierId, hazard.extensions.at(-1)?.byId], 'hazard-note', {
        what: entry.command,
      });
    case 'failRecheck':
    case 'returnClosing':
      return toPeople(context, [hazard.rectifierId], 'hazard-rectify');
    case 'passRecheck':
      return entry.status === 'closing'
        ? toPeople(context, [hazard.approverId], 'hazard-approval', { of: 'closing' })
        : [...toReporters(context), ...askReward(context)];
    case 'approveClosing':
      return [...toReporters(context), ...toldGroup(context), ...askReward(context)];
    case 'proposeReward':
      return toPeople(context, [directorOf(org)?._id], 'reward', { of: 'approval' });
    case 'approveReward': {
      // Who reported it first is rewarded, not everybody whose report joined it (domain.md §12).
      const first = ownReporter(hazard);
      return first === undefined ? [] : toReporters(context, [first]);
    }
    case 'supplement':
      // Before it was re-worded the card for that shows the addition as well.
      return hazard.status === 'reported' ? [] : toPeople(context, officeIds(org), 'anon-supplement');
    case 'declineReward':
      // The director's no, to whoever proposed it.
      return hazard.reward?.byId === entry.by
        ? []
        : toPeople(context, [hazard.reward?.byId], 'reward', {}, { class: 'informational', mayWait: true });
    case 'payReward':
      return [];
    case 'notHazard':
    case 'merge':
    case 'transfer':
      return toReporters(context);
    case 'recount':
      // Only a day that moved is worth a message.
      return entry.after === undefined
        ? []
        : toPeople(context, holdersOf(hazard, org), 'hazard-note', { what: 'recount', ...entry.after });
    case 'askTransfer':
      return toPeople(context, officeIds(org), 'hazard-transfer');
    case 'withdraw':
    case 'addProgress':
    case 'addPhotos':
    case 'photosFetched':
    case 'split':
    case 'joinParts':
    case 'keepWhole':
    case 'keepApart':
    case 'remark':
      return [];
  }
}

function announceReport(context: AnnounceContext): readonly Notice[] {
  const { hazard } = context;
  // An anonymous report that joined an emergency is told about by that one.
  if (context.entry.status === 'merged') return [];
  if (hazard.anonymous && hazard.emergency === undefined) return nextStep(context);
  if (hazard.emergency !== undefined) return [...answerInPlace(context, 'urgent'), ...alertPeople(context)];
  const next = nextStep(context);
  // Of a list with ticks one receipt names all the codes (sequels.ts).
  if (hazard.source.ofList === true) return next;
  return [...answerInPlace(context, receiptType(hazard)), ...next];
}

/** What the reporter sees first: a question or an offer where one is open, else the receipt. */
export function receiptType(hazard: Hazard): NoticeType {
  if (hazard.sameAs !== undefined) return 'hazard-same';
  if (hazard.parts !== undefined && hazard.parts.length > 1) return 'hazard-split';
  return hazard.kindOptions === undefined ? 'hazard-receipt' : 'hazard-question';
}

/** The answer to the report: in the thread of the message, or in private to whom reported in private. */
function answerInPlace(context: AnnounceContext, type: NoticeType): readonly Notice[] {
  const { hazard } = context;
  const { channel, chatId, messageId } = hazard.source;
  // One message, one receipt: further parts of it are answered by the first one's card.
  const target: Target | undefined =
    channel === 'group' && chatId !== undefined
      ? { kind: 'chat', chatId, ...(messageId === undefined ? {} : { replyTo: messageId }) }
      : ownReporter(hazard);
  if (target === undefined) return [];
  return [make(context, type, target, { class: 'critical', anyHour: true })];
}

/** The card of the step that is open now, to the one who has it. */
export function nextStep(context: AnnounceContext): readonly Notice[] {
  const { hazard, org } = context;
  switch (hazard.status) {
    case 'reported':
      return toPeople(context, officeIds(org), hazard.anonymous ? 'anon-rewrite' : 'hazard-assign');
    case 'verifying':
      return toPeople(context, officerOfCase(context), 'hazard-review');
    case 'planning':
      return toPeople(
        context,
        [hazard.rectifierId],
        hazard.level === 'major' ? 'hazard-plan-major' : 'hazard-plan',
      );
    case 'approving':
      return toPeople(context, [hazard.approverId], 'hazard-approval', { of: 'plan' });
    case 'rectifying':
      return toPeople(context, [hazard.rectifierId], 'hazard-rectify');
    case 'rechecking':
      return toPeople(context, [hazard.recheckerId], 'hazard-recheck');
    case 'closing':
      return toPeople(context, [hazard.approverId], 'hazard-approval', { of: 'closing' });
    default:
      return [];
  }
}

/** 延期 asked for: its buttons carry the asking's own seq. */
const askedForLonger = (context: AnnounceContext, seq: number): readonly Notice[] =>
  toPeople(context, [context.hazard.approverId], 'hazard-approval', { of: 'extension', stage: seq });

/** Only who has something to do now hears that it is theirs; whose step goes on unchanged has the card already. */
function announceHeirs(context: AnnounceContext): readonly Notice[] {
  const { hazard, entry } = context;
  const moved = Object.keys(entry.after ?? {});
  const asked = pendingExtension(hazard);
  return [
    ...(moved.includes(HELD_BY[hazard.status] ?? '') ? nextStep(context) : []),
    ...(asked !== undefined && moved.includes('approverId') ? askedForLonger(context, asked.seq) : []),
  ];
}

/** Whose step each status is. */
const HELD_BY: Partial<Record<HazardStatus, keyof Hazard>> = {
  verifying: 'officerId',
  planning: 'rectifierId',
  approving: 'approverId',
  rectifying: 'rectifierId',
  rechecking: 'recheckerId',
  closing: 'approverId',
};

/** 疑似重大 verified: director, deputy and 安委办 hear of it (experience.md §3 b). */
function suspectedMajor(context: AnnounceContext): readonly Notice[] {
  const { hazard, org, entry } = context;
  if (entry.command !== 'verify' || hazard.level !== 'major') return [];
  const office = officeIds(org);
  const leaders = [directorOf(org)?._id, deputyOf(org, hazard.unitId)?._id, ...office];
  return toPeople(context, leaders, 'hazard-note', { what: 'suspected-major' }, { restDays: true });
}

/** A confirmed major hazard and its end are told to the unit's own group, without the reporter. */
function toldGroup(context: AnnounceContext): readonly Notice[] {
  const { hazard, org, entry } = context;
  if (hazard.level !== 'major') return [];
  const group = groupOfUnit(org, hazard.unitId);
  return group === undefined
    ? []
    : [
        make(
          context,
          'hazard-told',
          { kind: 'chat', chatId: group._id },
          { class: 'informational' },
          { what: entry.command },
        ),
      ];
}

/** Verified and struck off: 安委办 considers a reward, where the bureau has a written scheme (domain.md §12). */
function askReward(context: AnnounceContext): readonly Notice[] {
  const { hazard, org } = context;
  return org.settings.rewardScheme && rewardable(hazard, org)
    ? toPeople(context, officeIds(org), 'reward', {}, { class: 'informational' })
    : [];
}

function officerOfCase({ hazard, org }: AnnounceContext): readonly (string | undefined)[] {
  return [hazard.officerId ?? officerOf(org, hazard.unitId)?._id];
}
