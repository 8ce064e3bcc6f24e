import { dayOf } from '../calendar.js';
import type { Outcome } from '../errors.js';
import { pendingExtension, type Hazard } from '../hazards/hazard.js';
import { actsAs } from '../hazards/roles.js';
import {
  approveClosing,
  approveExtension,
  approvePlan,
  returnClosing,
  returnExtension,
  returnPlan,
  type Move,
} from '../hazards/usecases.js';
import type { Org } from '../people/org.js';
import type { Person } from '../people/person.js';
import type { Desk } from './desk.js';

/** Hazards on which this person, or one they stand in for, has to decide now. */
export async function waitingFor(desk: Desk, person: Person, org: Org): Promise<readonly Hazard[]> {
  const today = dayOf(desk.now());
  const open = await desk.hazards.store.find({ open: true });
  return open.filter(
    (hazard) =>
      decidable(hazard) &&
      hazard.approverId !== undefined &&
      actsAs(person, [hazard.approverId], org, today) !== undefined,
  );
}

function decidable(hazard: Hazard): boolean {
  return (
    hazard.status === 'approving' || hazard.status === 'closing' || pendingExtension(hazard) !== undefined
  );
}

/** 同意 or 退回, whatever it is that waits: a plan, the closing of a major hazard, or an extension. */
export function decide(
  desk: Desk,
  hazard: Hazard,
  request: Move,
  yes: boolean,
  words: string,
): Promise<Outcome<Hazard>> {
  const pending = pendingExtension(hazard);
  const extension = pending !== undefined && (request.stage === undefined || request.stage === pending.seq);
  const wasExtension = hazard.extensions.some((candidate) => candidate.seq === request.stage);
  if (extension || wasExtension)
    return yes
      ? approveExtension(desk.hazards, request, words)
      : returnExtension(desk.hazards, request, words);
  if (hazard.status === 'closing' || closingStage(hazard, request.stage))
    return yes ? approveClosing(desk.hazards, request, words) : returnClosing(desk.hazards, request, words);
  return yes ? approvePlan(desk.hazards, request, words) : returnPlan(desk.hazards, request, words);
}

/** Was the stage that this button was made for the closing's? */
function closingStage(hazard: Hazard, stage: number | undefined): boolean {
  return hazard.history.find((entry) => entry.seq === stage)?.status === 'closing';
}
