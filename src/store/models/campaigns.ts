import {
  date,
  flag,
  list,
  mixed,
  needDate,
  needFlag,
  needNumber,
  needText,
  part,
  schema,
  text,
} from './fields.js';

/** One line of what was done, with who did it, when, and by which click or message. */
const entry = part({
  seq: needNumber,
  command: needText,
  by: needText,
  at: needDate,
  causeEventId: needText,
  note: text,
});

/** What was entered for a campaign in one year: dates, theme, and the closing numbers when they were filed. */
export const campaignYears = schema({
  campaignId: needText,
  year: needNumber,
  from: text,
  to: text,
  theme: text,
  filed: mixed,
  version: needNumber,
  history: list(entry),
  schema: needNumber,
}).index({ year: 1, _id: 1 });

/** One post on its way into the groups. */
export const campaignPosts = schema({
  kind: { type: String, required: true, enum: ['post', 'case'] },
  campaignId: needText,
  year: needNumber,
  postId: needText,
  no: needNumber,
  day: needText,
  status: {
    type: String,
    required: true,
    enum: ['preview', 'approved', 'skipped', 'posted', 'lapsed', 'unsent'],
  },
  today: text,
  remember: text,
  sentDay: text,
  chatIds: list(String),
  version: needNumber,
  history: list(entry),
  schema: needNumber,
})
  .index({ status: 1, day: 1, _id: 1 })
  .index({ campaignId: 1, year: 1, _id: 1 });

/** 已学习: one row a person and post. */
export const learned = schema({
  postKey: needText,
  campaignKey: needText,
  personId: needText,
  unitId: needText,
  at: needDate,
})
  .index({ postKey: 1, unitId: 1, _id: 1 })
  .index({ campaignKey: 1, unitId: 1, _id: 1 });

/** A round of questions for one person, or the answer to the question of a day. */
export const quizRounds = schema({
  kind: { type: String, required: true, enum: ['round', 'daily'] },
  personId: needText,
  unitId: needText,
  day: needText,
  questions: mixed,
  answers: list(part({ questionId: needText, chosen: needNumber, at: needDate })),
  answered: needNumber,
  shown: needNumber,
  open: needFlag,
  startedAt: needDate,
  doneAt: date,
  schema: needNumber,
})
  .index({ personId: 1, open: 1, _id: 1 })
  .index({ day: 1, _id: 1 });

/** The question of a day as it was asked, whatever becomes of the bank. */
export const quizDays = schema({ question: mixed, at: needDate, schema: needNumber });

/** An uploaded sheet of questions: taken over whole or not at all. */
export const quizBatches = schema({
  name: needText,
  byId: needText,
  at: needDate,
  firstNo: needNumber,
  questions: mixed,
  known: needNumber,
  schema: needNumber,
});

/** An activity of a campaign, for the ledger of domain.md §8.10. */
export const activities = schema({
  campaignId: text,
  year: needNumber,
  unitId: needText,
  unit: needText,
  topic: needText,
  day: needText,
  place: text,
  form: needText,
  people: needNumber,
  materials: text,
  effect: text,
  photos: list(part({ sha256: needText, messageId: needText, at: needDate })),
  photoIds: list(String),
  byId: needText,
  at: needDate,
  version: needNumber,
  history: list(entry),
  withdrawn: flag,
  schema: needNumber,
})
  .index({ day: 1, _id: 1 })
  .index({ campaignId: 1, year: 1, _id: 1 });
