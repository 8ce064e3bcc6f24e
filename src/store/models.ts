import { Schema, type SchemaDefinition } from 'mongoose';
import { STATUSES } from '../hazards/status.js';
import { KINDS } from '../hazards/kinds.js';
import { BUREAU_ROLES, UNIT_KINDS } from '../people/person.js';
import { shapeOf, type Shape } from './shape.js';

/*
 * The one declaration of what is stored: types, required fields, enums and indexes. Both drivers are built from it.
 * Rules (design.md §7): unique indexes only on required fields or with a partial filter; others end with _id;
 * free-form parts are Mixed and hold no dates; no defaults, what is stored is what was written.
 */

const text = { type: String };
const needText = { type: String, required: true };
const number = { type: Number };
const needNumber = { type: Number, required: true };
const date = { type: Date };
const needDate = { type: Date, required: true };
const flag = { type: Boolean };
const needFlag = { type: Boolean, required: true };
const mixed = { type: Schema.Types.Mixed };

/** A part without an id of its own. */
function part(fields: SchemaDefinition): { type: Schema } {
  return { type: new Schema(fields, { _id: false, minimize: false, versionKey: false }) };
}

/** A list without the default `[]` that mongoose adds. */
function list(of: unknown): { type: unknown[]; default: undefined } {
  return { type: [of], default: undefined };
}

function schema(fields: SchemaDefinition): Schema {
  return new Schema({ _id: needText, ...fields }, { minimize: false, versionKey: false, autoIndex: false });
}

const deadline = part({ day: needText, at: needDate, rule: needText, from: needText, announced: needFlag });

const hazards = schema({
  code: needText,
  source: part({ channel: needText, messageId: text, index: number, chatId: text }),
  anonymous: needFlag,
  reporterId: text,
  reporterOpenId: text,
  reporterName: text,
  reportedAt: needDate,
  text: needText,
  title: needText,
  place: text,
  kind: { type: String, required: true, enum: [...KINDS] },
  kindOptions: list(String),
  level: { type: String, required: true, enum: ['ordinary', 'major'] },
  majorConfirmed: needFlag,
  criterion: part({ id: needText, law: text }),
  downgradeReason: text,
  unitId: text,
  status: { type: String, required: true, enum: [...STATUSES] },
  open: needFlag,
  stageSeq: needNumber,
  version: needNumber,
  history: list(
    part({
      seq: needNumber,
      command: needText,
      by: needText,
      actingFor: text,
      at: needDate,
      causeEventId: needText,
      status: needText,
      note: text,
      before: mixed,
      after: mixed,
    }),
  ),
  relayedSeq: needNumber,
  relayPending: needFlag,
  officerId: text,
  rectifierId: text,
  recheckerId: text,
  approverId: text,
  stepDue: deadline,
  planDue: deadline,
  manner: text,
  measures: text,
  interim: text,
  due: deadline,
  firstDueDay: text,
  dueDay: text,
  plan: part({
    measures: { type: String },
    funds: text,
    cost: number,
    finishDay: text,
    six: mixed,
    byId: needText,
    at: needDate,
    opinion: text,
    returned: part({ reason: needText, byId: needText, at: needDate }),
    approvedById: text,
    approvedAt: date,
  }),
  rectification: part({ note: needText, byId: needText, at: needDate, noPhotoReason: text }),
  extensions: list(extensionPart()),
  pendingExtension: extensionPart(),
  rechecks: list(
    part({
      byId: needText,
      at: needDate,
      opinion: needText,
      passed: needFlag,
      five: mixed,
      fileNumber: text,
    }),
  ),
  round: needNumber,
  photos: list(
    part({
      id: needText,
      stage: needText,
      messageId: text,
      fileKey: text,
      state: needText,
      sha256: text,
      imageKey: text,
      byId: text,
      at: needDate,
    }),
  ),
  closedAt: date,
  closedDay: text,
  transfer: part({ to: needText, letter: needText, reason: needText }),
  mergedInto: text,
  alsoReporterIds: list(String),
  recurrenceOf: text,
  sameAs: text,
  parts: list(String),
  emergency: part({
    trigger: needText,
    alertedIds: list(String),
    at: needDate,
    takenById: text,
    takenAt: date,
    settledById: text,
    settledAt: date,
    settledNote: text,
    injured: flag,
    falseAlarm: flag,
    widened: needNumber,
    lookAt: date,
  }),
  searchText: needText,
  reportedDay: needText,
  receiptHash: text,
  nagDay: text,
  acknowledgedRung: text,
  schema: needNumber,
})
  .index({ code: 1 }, { unique: true })
  .index(
    { 'source.messageId': 1, 'source.index': 1 },
    // Both must be there: MongoDB takes a missing part of a unique key as a value, SQLite doesn't.
    {
      unique: true,
      partialFilterExpression: { 'source.messageId': { $exists: true }, 'source.index': { $exists: true } },
    },
  )
  .index({ relayPending: 1, _id: 1 })
  .index({ open: 1, dueDay: 1, _id: 1 })
  .index({ unitId: 1, kind: 1, _id: 1 })
  .index({ receiptHash: 1, _id: 1 })
  .index({ reportedDay: 1, _id: 1 });

function extensionPart(): { type: Schema } {
  return part({
    no: needNumber,
    reason: needText,
    interim: needText,
    oldDay: needText,
    newDay: needText,
    byId: needText,
    at: needDate,
    state: needText,
    seq: needNumber,
    decidedById: text,
    decidedAt: date,
    opinion: text,
    toCommittee: needFlag,
  });
}

const people = schema({
  name: needText,
  unitId: text,
  post: needText,
  roles: list({ type: String, enum: [...BUREAU_ROLES] }),
  mobile: text,
  email: text,
  openId: text,
  unionId: text,
  unresolved: text,
  state: { type: String, required: true, enum: ['active', 'left'] },
  leave: part({ from: needText, to: needText, substituteId: needText }),
  unreachable: flag,
  greetedAt: date,
  source: text,
}).index({ openId: 1, _id: 1 });

const units = schema({
  name: needText,
  kind: { type: String, required: true, enum: [...UNIT_KINDS] },
  aliases: list(String),
  deputyId: needText,
  headId: needText,
  officerId: needText,
  fileDeputyId: text,
  fileHeadId: text,
  fileOfficerId: text,
});

const groups = schema({
  name: needText,
  use: { type: String, required: true, enum: ['unset', 'bureau', 'unit', 'reports'] },
  unitId: text,
  state: { type: String, required: true, enum: ['active', 'gone'] },
});

const claims = schema({
  openId: needText,
  name: needText,
  unit: text,
  post: text,
  state: needText,
  at: needDate,
  decidedById: text,
});
const orgChanges = schema({ at: needDate, byId: needText, what: needText, before: mixed, after: mixed });
const settings = schema({ value: mixed, updatedAt: needDate, by: text });
const counters = schema({ n: needNumber });

const inbox = schema({
  kind: needText,
  payload: text,
  state: { type: String, required: true, enum: ['new', 'done', 'dead'] },
  leaseUntil: date,
  token: text,
  started: needNumber,
  finished: needNumber,
  receivedAt: needDate,
  doneAt: date,
  error: text,
  outcome: text,
  schema: needNumber,
}).index({ state: 1, leaseUntil: 1, _id: 1 });

const outbox = schema({
  kind: { type: String, required: true, enum: ['send', 'refresh', 'photo'] },
  notice: mixed,
  class: needText,
  lane: needText,
  hazardId: text,
  wakeAt: date,
  expiresAt: date,
  state: {
    type: String,
    required: true,
    enum: ['waiting', 'sending', 'sent', 'skipped', 'failed', 'uncertain', 'dead', 'superseded'],
  },
  open: needFlag,
  leaseUntil: date,
  token: text,
  started: needNumber,
  finished: needNumber,
  attempts: needNumber,
  firstTryAt: date,
  messageId: text,
  resent: flag,
  createdAt: needDate,
  doneAt: date,
  error: text,
  schema: needNumber,
})
  .index({ open: 1, lane: 1, _id: 1 })
  .index({ open: 1, wakeAt: 1, _id: 1 })
  .index({ messageId: 1, _id: 1 });

const cardRefs = schema({
  hazardId: text,
  notice: mixed,
  type: needText,
  lane: needText,
  chatId: text,
  renderedVersion: needNumber,
  sentAt: needDate,
  retired: needFlag,
})
  .index({ hazardId: 1, _id: 1 })
  .index({ retired: 1, sentAt: 1, _id: 1 });

const jobRuns = schema({
  job: needText,
  slot: needText,
  state: { type: String, required: true, enum: ['running', 'done', 'failed', 'missed'] },
  leaseUntil: date,
  token: text,
  startedAt: needDate,
  doneAt: date,
  counts: mixed,
  error: text,
}).index({ job: 1, slot: 1, _id: 1 });

const leases = schema({ token: needText, until: needDate });
const drafts = schema({
  openId: needText,
  chatId: needText,
  text: text,
  photos: mixed,
  messageId: text,
  at: needDate,
  asked: text,
});
/** Anonymous reports: the words as written, for 安委办's re-wording only; no identity (domain.md §12). */
const anonymousReports = schema({ hazardId: needText, text: needText, at: needDate });
/** Who an anonymous reporter is, sealed apart; opened by two keepers together, each look logged. */
const identities = schema({ openId: needText, at: needDate, asked: mixed, looks: mixed });

/** A new collection is a schema above and a line here. */
export const SCHEMAS = {
  hazards,
  people,
  units,
  groups,
  claims,
  orgChanges,
  settings,
  counters,
  inbox,
  outbox,
  cardRefs,
  jobRuns,
  leases,
  drafts,
  anonymousReports,
  identities,
} satisfies Readonly<Record<string, Schema>>;

export type CollectionName = keyof typeof SCHEMAS;

/** The shapes of all collections, read once. */
export const SHAPES: readonly Shape[] = Object.entries(SCHEMAS).map(([name, declared]) =>
  shapeOf(name, declared),
);
