import { done, refuse, type Outcome } from '../errors.js';
import { personById, type Org } from '../people/org.js';
import type { Person } from '../people/person.js';
import { pendingExtension, type Extension, type Hazard, type HistoryEntry } from './hazard.js';
import type { Deadlines, HazardDeps, HazardFields } from './ports.js';
import { decidedAlready, may } from './rules.js';
import type { HazardCommand, HazardStatus } from './status.js';

/** Who does what to which hazard, and why we know. */
export interface Move {
  readonly hazardId: string;
  readonly actorId: string | undefined;
  /** Key of the click or message: the same one again is the same outcome. */
  readonly cause: string;
  /** The stage the button was made for; absent for typed commands. */
  readonly stage?: number;
}

/** What a command decides to change; `move` adds history, version and guards. */
export interface Decision {
  readonly to: HazardStatus;
  readonly set?: HazardFields;
  readonly unset?: readonly (keyof HazardFields)[];
  readonly note?: string;
  readonly before?: Readonly<Record<string, string>>;
  readonly after?: Readonly<Record<string, string>>;
  /** Opens a new stage although the status stays the same (an extension that moved the deadline). */
  readonly newStage?: boolean;
}

export interface DecideContext {
  readonly hazard: Hazard;
  readonly org: Org;
  readonly actor: Person;
  readonly now: Date;
  readonly deadlines: Deadlines;
}

/**
 * Runs one command: reads the hazard now, asks the rules, decides, and writes once, guarded by the version that
 * was read. Somebody faster is met by reading and deciding again; after three rounds the card is called stale.
 * A repeated click (same cause) is the same success.
 * @returns the hazard as stored afterwards, or a coded no
 */
export async function move(
  deps: HazardDeps,
  command: HazardCommand,
  request: Move,
  decide: (context: DecideContext) => Outcome<Decision>,
): Promise<Outcome<Hazard>> {
  for (let round = 0; round < 3; round += 1) {
    const hazard = await deps.store.get(request.hazardId);
    if (hazard === undefined) return refuse('no-such-number');
    if (hazard.history.some((entry) => entry.causeEventId === request.cause && entry.command === command))
      return done(hazard);
    const org = await deps.org();
    const actor = personById(org, request.actorId);
    const deadlines = deps.deadlines();
    const permit = may(actor, command, hazard, org, deadlines.today());
    if (!permit.ok) return permit;
    if (stageMoved(command, request, hazard)) return decidedAlready(command, hazard, org, request.stage);
    if (actor === undefined) return refuse('unknown-person');
    const now = deps.now();
    const decision = decide({ hazard, org, actor, now, deadlines });
    if (!decision.ok) return decision;
    const stored = await write(deps, command, request, hazard, decision.value, permit.value.actingFor);
    if (stored !== undefined) return done(stored);
  }
  return refuse('stale-card');
}

/**
 * A change that the bot makes by itself (a leaver's work moves, an alert widens): no rights to ask, the same
 * single guarded write with history.
 * @param request.by in whose name, where it is not the bot's own doing: `anonymous` for the holder of a receipt code
 * @param decide returns undefined when there is nothing to do any more
 */
export async function moveAsBot(
  deps: HazardDeps,
  command: HazardCommand,
  request: Omit<Move, 'actorId' | 'stage'> & { readonly by?: string },
  decide: (context: Omit<DecideContext, 'actor'>) => Decision | undefined,
): Promise<Hazard | undefined> {
  for (let round = 0; round < 5; round += 1) {
    const hazard = await deps.store.get(request.hazardId);
    if (hazard === undefined) return undefined;
    if (hazard.history.some((entry) => entry.causeEventId === request.cause && entry.command === command))
      return hazard;
    const context = { hazard, org: await deps.org(), now: deps.now(), deadlines: deps.deadlines() };
    const decision = decide(context);
    if (decision === undefined) return undefined;
    const stored = await write(
      deps,
      command,
      { ...request, actorId: request.by },
      hazard,
      decision,
      undefined,
    );
    if (stored !== undefined) return stored;
  }
  return undefined;
}

/** The buttons of an extension carry the seq of its asking, all others the seq that opened the status. */
function stageMoved(command: HazardCommand, request: Move, hazard: Hazard): boolean {
  if (request.stage === undefined) return false;
  if (command === 'approveExtension' || command === 'returnExtension')
    return pendingExtension(hazard)?.seq !== request.stage;
  return request.stage !== hazard.stageSeq;
}

async function write(
  deps: HazardDeps,
  command: HazardCommand,
  request: Move,
  hazard: Hazard,
  decision: Decision,
  actingFor: string | undefined,
): Promise<Hazard | undefined> {
  const entry: HistoryEntry = {
    seq: hazard.version + 1,
    command,
    by: request.actorId ?? 'bot',
    ...(actingFor === undefined ? {} : { actingFor }),
    at: deps.now(),
    causeEventId: request.cause,
    status: decision.to,
    ...(decision.note === undefined ? {} : { note: decision.note }),
    ...(decision.before === undefined ? {} : { before: decision.before }),
    ...(decision.after === undefined ? {} : { after: decision.after }),
  };
  return deps.store.change(hazard._id, hazard.version, {
    set: { ...decision.set, ...lapsed(hazard, decision), status: decision.to },
    ...(decision.unset === undefined ? {} : { unset: decision.unset }),
    entry,
    newStage: decision.newStage ?? decision.to !== hazard.status,
  });
}

/** A step that leaves 整改中 leaves an extension nobody decided on without a use: nobody is waited for any more. */
function lapsed(hazard: Hazard, decision: Decision): HazardFields {
  if (decision.to === hazard.status || pendingExtension(hazard) === undefined) return {};
  const extensions = hazard.extensions.map((one): Extension =>
    one.state === 'pending' ? { ...one, state: 'lapsed' } : one,
  );
  return { extensions };
}

/** Trimmed text, with the ideographic blank and other spaces gone; undefined when nothing is left. */
export function written(text: string | undefined): string | undefined {
  const trimmed = text?.replace(/^[\s　]+|[\s　]+$/gu, '') ?? '';
  return trimmed === '' ? undefined : trimmed;
}
