import {
  date,
  flag,
  list,
  mixed,
  needDate,
  needFlag,
  needNumber,
  needText,
  number,
  part,
  schema,
  text,
} from './fields.js';

const history = list(
  part({
    seq: needNumber,
    command: needText,
    by: needText,
    actingFor: text,
    at: needDate,
    causeEventId: needText,
    status: needText,
    note: text,
    after: mixed,
  }),
);
const tracked = {
  status: needText,
  open: needFlag,
  stageSeq: needNumber,
  version: needNumber,
  history,
  relayedSeq: needNumber,
  relayPending: needFlag,
  schema: needNumber,
};

/** One meeting of the committee a month; `_id` is the month. */
export const meetings = schema({
  ...tracked,
  day: needText,
  time: needText,
  place: needText,
  moved: needFlag,
  topics: list(part({ no: needNumber, text: needText, byId: needText, at: needDate })),
  agenda: part({ study: text, plans: text }),
  replies: list(
    part({ personId: needText, answer: needText, substituteId: text, byId: needText, at: needDate }),
  ),
  decisions: list(
    part({
      no: needNumber,
      matter: needText,
      leadUnitId: text,
      coUnits: text,
      personId: needText,
      dueDay: needText,
      result: text,
    }),
  ),
  minutes: part({
    time: needText,
    place: needText,
    chair: needText,
    present: needText,
    absent: text,
    observers: text,
    heard: text,
    demands: text,
    recorderId: needText,
  }),
  issueYear: number,
  issueNo: number,
  issuedDay: text,
  issuedById: text,
  explanation: text,
  calendarPending: needFlag,
  calendarAt: date,
  calendar: part({ calendarId: needText, eventId: needText, shows: needText, invited: list(String) }),
  calendarRefused: flag,
})
  .index({ relayPending: 1, _id: 1 })
  .index({ calendarPending: 1, _id: 1 })
  .index(
    { issueYear: 1, issueNo: 1 },
    {
      unique: true,
      partialFilterExpression: { issueYear: { $exists: true }, issueNo: { $exists: true } },
    },
  );

/** 议定事项 of issued minutes. */
export const tasks = schema({
  ...tracked,
  number: needText,
  meetingId: needText,
  no: needNumber,
  matter: needText,
  leadUnitId: text,
  coUnits: text,
  personId: needText,
  dueDay: needText,
  firstDueDay: needText,
  result: text,
  doneNote: text,
  doneDay: text,
})
  .index({ number: 1 }, { unique: true })
  .index({ relayPending: 1, _id: 1 })
  .index({ open: 1, dueDay: 1, _id: 1 })
  .index({ meetingId: 1, no: 1, _id: 1 });
