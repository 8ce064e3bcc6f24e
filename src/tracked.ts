import { dayOf, type Day } from './calendar.js';
import { done, refuse, type Outcome } from './errors.js';
import { personById, type Org } from './people/org.js';
import type { Person } from './people/person.js';

/** One line of a record's history: never changed, never taken away. */
export interface Entry<C extends string = string, S extends string = string> {
  readonly seq: number;
  readonly command: C;
  /** Id of the person, or `bot`. */
  readonly by: string;
  /** The one on leave whose substitute acted (代). */
  readonly actingFor?: string;
  readonly at: Date;
  readonly causeEventId: string;
  /** The status after it. */
  readonly status: S;
  readonly note?: string;
  readonly after?: Readonly<Record<string, string>>;
}

/** A record that moves by commands: state, history and what is still to be told change in one guarded write. */
export interface Tracked<C extends string = string, S extends string = string> {
  readonly _id: string;
  readonly status: S;
  readonly open: boolean;
  /** seq of the entry that opened the status: what the buttons carry. */
  readonly stageSeq: number;
  readonly version: number;
  readonly history: readonly Entry<C, S>[];
  readonly relayedSeq: number;
  readonly relayPending: boolean;
}

/** Fields that a command may set; identity, status, history and version are the move's business. */
export type FieldsOf<T extends Tracked> = Partial<Omit<T, keyof Tracked>>;

export interface Change<T extends Tracked> {
  readonly set: FieldsOf<T>;
  readonly unset: readonly (keyof FieldsOf<T> & string)[];
  readonly status: T['status'];
  readonly open: boolean;
  readonly entry: T['history'][number];
  readonly newStage: boolean;
}

export interface TrackedStore<T extends Tracked> {
  get(id: string): Promise<T | undefined>;
  /** @returns false if it was there already */
  insertAbsent(record: T): Promise<boolean>;
  /** One atomic write guarded by the version that was read; undefined if somebody else was faster. */
  change(id: string, version: number, change: Change<T>): Promise<T | undefined>;
}

/** Who does what, and why we know. */
export interface Request {
  readonly id: string;
  readonly actorId: string | undefined;
  /** Key of the click, message or slot: the same one again is the same outcome. */
  readonly cause: string;
  /** The stage that the button was made for; absent for typed commands. */
  readonly stage?: number;
}

export interface Decision<T extends Tracked> {
  readonly to: T['status'];
  readonly set?: FieldsOf<T>;
  readonly unset?: readonly (keyof FieldsOf<T> & string)[];
  readonly note?: string;
  readonly after?: Readonly<Record<string, string>>;
}

export interface Situation<T extends Tracked> {
  readonly record: T;
  readonly org: Org;
  readonly actor: Person;
  readonly now: Date;
  readonly today: Day;
}

export interface MoveDeps<T extends Tracked> {
  readonly store: TrackedStore<T>;
  readonly org: () => Promise<Org>;
  readonly now: () => Date;
}

/** What the noun knows about its commands. */
export interface Rules<T extends Tracked, C extends string> {
  readonly isOpen: (status: T['status']) => boolean;
  readonly may: (
    person: Person | undefined,
    command: C,
    record: T,
    org: Org,
    day: Day,
  ) => Outcome<{ readonly actingFor?: string }>;
  /** Is this button's stage over? */
  readonly staged: (command: C) => boolean;
}

/**
 * Runs one command of a person: reads now, asks the rules, decides, writes once, guarded by the version that was read;
 * somebody faster is met by reading again. A repeated click (same cause) is the same success.
 * @returns the record as stored afterwards, or a coded no
 */
export async function moveTracked<T extends Tracked, C extends string>(
  deps: MoveDeps<T>,
  rules: Rules<T, C>,
  command: C,
  request: Request,
  decide: (situation: Situation<T>) => Outcome<Decision<T>>,
): Promise<Outcome<T>> {
  for (let round = 0; round < 4; round += 1) {
    const record = await deps.store.get(request.id);
    if (record === undefined) return refuse('no-such-number');
    if (wasDone(record, command, request.cause)) return done(record);
    const org = await deps.org();
    const actor = personById(org, request.actorId);
    const now = deps.now();
    const today = dayOf(now);
    const permit = rules.may(actor, command, record, org, today);
    if (!permit.ok) return permit;
    if (actor === undefined) return refuse('unknown-person');
    if (request.stage !== undefined && rules.staged(command) && request.stage !== record.stageSeq)
      return alreadyDone(record, command, org);
    const decision = decide({ record, org, actor, now, today });
    if (!decision.ok) return decision;
    const entry = entryOf(record, command, request, decision.value, now, permit.value.actingFor);
    const stored = await write(deps, rules, record, decision.value, entry);
    if (stored !== undefined) return done(stored);
  }
  return refuse('stale-card');
}

/**
 * A change that the bot makes by itself: no rights to ask, the same single guarded write.
 * @param decide returns undefined when there is nothing to do any more
 */
export async function moveAsBot<T extends Tracked, C extends string>(
  deps: MoveDeps<T>,
  rules: Pick<Rules<T, C>, 'isOpen'>,
  command: C,
  request: Pick<Request, 'id' | 'cause'>,
  decide: (situation: Omit<Situation<T>, 'actor'>) => Decision<T> | undefined,
): Promise<T | undefined> {
  for (let round = 0; round < 5; round += 1) {
    const record = await deps.store.get(request.id);
    if (record === undefined || wasDone(record, command, request.cause)) return record;
    const now = deps.now();
    const decision = decide({ record, org: await deps.org(), now, today: dayOf(now) });
    if (decision === undefined) return undefined;
    const entry = entryOf(record, command, { ...request, actorId: undefined }, decision, now, undefined);
    const stored = await write(deps, rules, record, decision, entry);
    if (stored !== undefined) return stored;
  }
  return undefined;
}

function wasDone(record: Tracked, command: string, cause: string): boolean {
  return record.history.some((entry) => entry.causeEventId === cause && entry.command === command);
}

/** The click came too late: who was faster with the same, or just that things have moved. */
export function alreadyDone(record: Tracked, command: string, org: Org): Outcome<never> {
  const last = record.history.findLast((entry) => entry.command === command);
  if (last === undefined) return refuse('stale-card');
  return refuse('already-done', { who: personById(org, last.by)?.name ?? '', at: last.at.toISOString() });
}

function entryOf<T extends Tracked>(
  record: T,
  command: string,
  request: Request,
  decision: Decision<T>,
  at: Date,
  actingFor: string | undefined,
): T['history'][number] {
  return {
    seq: record.version + 1,
    command,
    by: request.actorId ?? 'bot',
    ...(actingFor === undefined ? {} : { actingFor }),
    at,
    causeEventId: request.cause,
    status: decision.to,
    ...(decision.note === undefined ? {} : { note: decision.note }),
    ...(decision.after === undefined ? {} : { after: decision.after }),
  };
}

function write<T extends Tracked>(
  deps: MoveDeps<T>,
  rules: { readonly isOpen: (status: T['status']) => boolean },
  record: T,
  decision: Decision<T>,
  entry: T['history'][number],
): Promise<T | undefined> {
  return deps.store.change(record._id, record.version, {
    set: decision.set ?? ({} as FieldsOf<T>),
    unset: decision.unset ?? [],
    status: decision.to,
    open: rules.isOpen(decision.to),
    entry,
    newStage: decision.to !== record.status,
  });
}
