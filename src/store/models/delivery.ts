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
  schema,
} from './fields.js';

export const inbox = schema({
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

export const outbox = schema({
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
  untold: flag,
  toldIn: text,
  createdAt: needDate,
  doneAt: date,
  error: text,
  schema: needNumber,
})
  .index({ open: 1, lane: 1, _id: 1 })
  .index({ open: 1, wakeAt: 1, _id: 1 })
  .index({ doneAt: 1, _id: 1 })
  .index({ messageId: 1, _id: 1 })
  .index({ untold: 1, _id: 1 });

export const cardRefs = schema({
  hazardId: text,
  subject: text,
  notice: mixed,
  type: needText,
  lane: needText,
  chatId: text,
  renderedVersion: needNumber,
  sentAt: needDate,
  endedDay: text,
  retired: needFlag,
})
  .index({ hazardId: 1, _id: 1 })
  .index({ subject: 1, _id: 1 })
  .index({ retired: 1, sentAt: 1, _id: 1 });

export const jobRuns = schema({
  job: needText,
  slot: needText,
  state: { type: String, required: true, enum: ['running', 'done', 'failed', 'missed', 'asked'] },
  leaseUntil: date,
  token: text,
  startedAt: needDate,
  doneAt: date,
  counts: mixed,
  failures: number,
  error: text,
})
  .index({ job: 1, slot: 1, _id: 1 })
  .index({ state: 1, doneAt: 1, _id: 1 });

export const leases = schema({ token: needText, until: needDate });
