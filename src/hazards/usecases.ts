/** Everything that can be done with a hazard, in one place to import from. */
export { report, RECURRENCE_DAYS, type Report } from './report.js';
export { verify, type Verdict } from './verify.js';
export { fixOnTheSpot } from './on-the-spot.js';
export { assignUnit, correct, type Correction } from './correct.js';
export { submitPlan, approvePlan, returnPlan, missingItems, type PlanDraft } from './plan.js';
export { addPhotos, addProgress, handOver, remark, reportDone, type DoneReport } from './rectify.js';
export {
  approveExtension,
  askExtension,
  extensionTooLate,
  returnExtension,
  type ExtensionWish,
} from './extension.js';
export { approveClosing, failRecheck, passRecheck, returnClosing, type Judgement } from './recheck.js';
export { keepApart, keepWhole, split, splitOff } from './offers.js';
export { joinParts, splitSome } from './part-list.js';
export { askTransfer, notHazard, transfer, withdraw } from './endings.js';
export { endOfMerges, merge, mergeOffered, takeOver } from './merging.js';
export { approveReward, declineReward, payReward, proposeReward, rewardable } from './reward.js';
export { addAsNewcomer } from './newcomer.js';
export { supplement, withdrawByCode } from './by-code.js';
export { reportInjury, settleEmergency, takeCharge, widenAlert } from './emergency.js';
export type { Move } from './move.js';
