/** Everything that can be done with a hazard, in one place to import from. */
export { report, RECURRENCE_DAYS, type Report } from './report.js';
export { verify, fixOnTheSpot, assignUnit, correct, type Correction, type Verdict } from './verify.js';
export { submitPlan, approvePlan, returnPlan, missingItems, type PlanDraft } from './plan.js';
export {
  addPhotos,
  addProgress,
  askExtension,
  approveExtension,
  extensionTooLate,
  handOver,
  remark,
  reportDone,
  returnExtension,
  type DoneReport,
  type ExtensionWish,
} from './rectify.js';
export { approveClosing, failRecheck, passRecheck, returnClosing, type Judgement } from './recheck.js';
export { keepApart, keepWhole, split, splitOff } from './offers.js';
export { joinParts, splitSome } from './part-list.js';
export { askTransfer, notHazard, transfer, withdraw } from './endings.js';
export { merge, mergeOffered, takeOver } from './merging.js';
export { approveReward, declineReward, payReward, proposeReward, rewardable } from './reward.js';
export { addAsNewcomer } from './newcomer.js';
export { supplement, withdrawByCode } from './by-code.js';
export { reportInjury, settleEmergency, takeCharge, widenAlert } from './emergency.js';
export type { Move } from './move.js';
