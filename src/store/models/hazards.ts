import type { Schema } from 'mongoose';
import { KINDS } from '../../hazards/kinds.js';
import { STATUSES } from '../../hazards/status.js';
import {
  text,
  needText,
  number,
  needNumber,
  date,
  needDate,
  flag,
  needFlag,
  mixed,
  part,
  list,
  schema,
} from './fields.js';

const deadline = part({ day: needText, at: needDate, rule: needText, from: needText, announced: needFlag });

export const hazards = schema({
  code: needText,
  source: part({ channel: needText, messageId: text, index: number, chatId: text, ofList: flag }),
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
  extensionAsked: flag,
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
  reward: part({
    state: needText,
    what: needText,
    byId: needText,
    at: needDate,
    reason: text,
    decidedById: text,
    decidedAt: date,
    paidAt: date,
  }),
  closedDay: text,
  transfer: part({ to: needText, letter: needText, reason: needText }),
  mergedInto: text,
  mergedPair: text,
  alsoReporterIds: list(String),
  relatedIds: list(String),
  recurrenceOf: text,
  sameAs: text,
  parts: list(String),
  personal: flag,
  partMarks: mixed,
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
    pingFailed: flag,
    widened: needNumber,
    key: text,
    lookAt: date,
  }),
  searchText: needText,
  reportedDay: needText,
  receiptHash: text,
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
  .index(
    { 'emergency.key': 1 },
    { unique: true, partialFilterExpression: { 'emergency.key': { $exists: true } } },
  )
  .index({ mergedPair: 1 }, { unique: true, partialFilterExpression: { mergedPair: { $exists: true } } })
  .index({ relayPending: 1, _id: 1 })
  .index({ open: 1, dueDay: 1, _id: 1 })
  .index({ open: 1, status: 1, dueDay: 1, _id: 1 })
  .index({ extensionAsked: 1, _id: 1 })
  .index({ unitId: 1, kind: 1, _id: 1 })
  .index({ receiptHash: 1, _id: 1 })
  .index({ reportedDay: 1, _id: 1 })
  .index({ closedDay: 1, _id: 1 })
  .index({ firstDueDay: 1, _id: 1 });

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
