import { dayOf } from '../calendar.js';
import type { Outcome } from '../errors.js';
import type { MessageIn } from '../feishu/inbound.js';
import { pendingExtension, type Hazard } from '../hazards/hazard.js';
import { actsAs } from '../hazards/roles.js';
import { isDecision } from '../hazards/rules.js';
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
import { listOf } from '../store/collection.js';
import type { Desk } from './desk.js';

/** What 同意 or 退回 may be about, typed here by this person. */
export interface Decidable {
  /** What waits for them, or for one they stand in for. */
  readonly mine: readonly Hazard[];
  /** What they named (the card or the thread they answer in), or the group's, that is not theirs to decide. */
  readonly others: readonly Hazard[];
}

/**
 * Looks for it where the words were typed: the card that is answered, the thread of a report, the unit whose group it
 * is (what waits elsewhere is nothing for that group), or everything that waits.
 */
export async function decidableHere(
  desk: Desk,
  message: MessageIn,
  person: Person | undefined,
  org: Org,
  answeredId: string | undefined,
): Promise<Decidable> {
  const named = await namedBy(desk, message, answeredId);
  const unitId = groupUnit(org, message);
  const here =
    named ?? (await waitingOnes(desk)).filter((hazard) => unitId === undefined || hazard.unitId === unitId);
  const today = dayOf(desk.now());
  const mine = here.filter(
    (hazard) =>
      decidable(hazard) &&
      person !== undefined &&
      hazard.approverId !== undefined &&
      actsAs(person, [hazard.approverId], org, today) !== undefined,
  );
  const spoken = named !== undefined || unitId !== undefined;
  return { mine, others: spoken ? here.filter((hazard) => !mine.includes(hazard)) : [] };
}

/** The hazards of the answered card, or of the report in whose thread somebody writes in a group. */
async function namedBy(
  desk: Desk,
  message: MessageIn,
  answeredId: string | undefined,
): Promise<readonly Hazard[] | undefined> {
  const answered = answeredId === undefined ? undefined : await desk.hazards.store.get(answeredId);
  if (answered !== undefined) return [answered];
  const root = message.chatType === 'group' ? (message.rootId ?? message.parentId) : undefined;
  const reported = root === undefined ? [] : await desk.hazards.store.bySource(root);
  return reported.length === 0 ? undefined : reported;
}

function groupUnit(org: Org, { chatType, chatId }: MessageIn): string | undefined {
  const group = chatType === 'group' ? org.groups.find(({ _id }) => _id === chatId) : undefined;
  return group?.use === 'unit' ? group.unitId : undefined;
}

async function waitingOnes(desk: Desk): Promise<readonly Hazard[]> {
  const { store } = desk.hazards;
  return [
    ...(await listOf(store.openOnes({ status: ['approving', 'closing'] }))),
    ...(await listOf(store.openOnes({ status: ['rectifying'], extensionAsked: true }))),
  ];
}

/**
 * What this very message decided before, if the process died before it was answered: by now something else may wait,
 * and the same words must not decide that too.
 */
export async function decidedBy(desk: Desk, key: string): Promise<Hazard | undefined> {
  const { store, deadlines } = desk.hazards;
  const yesterday = deadlines().addDays(deadlines().today(), -1);
  const lists = [await store.find({ open: true }), await store.find({ closedFrom: yesterday })];
  return lists
    .flat()
    .find(({ history }) => history.some((entry) => entry.causeEventId === key && isDecision(entry.command)));
}

export function decidable(hazard: Hazard): boolean {
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
