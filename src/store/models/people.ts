import { BUREAU_ROLES, UNIT_KINDS } from '../../people/person.js';
import { text, needText, date, needDate, flag, mixed, part, list, schema } from './fields.js';

export const people = schema({
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

export const units = schema({
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

export const groups = schema({
  name: needText,
  use: { type: String, required: true, enum: ['unset', 'bureau', 'unit', 'reports'] },
  unitId: text,
  state: { type: String, required: true, enum: ['active', 'gone'] },
});

export const claims = schema({
  openId: needText,
  name: needText,
  unit: text,
  post: text,
  state: needText,
  at: needDate,
  decidedById: text,
});
export const orgChanges = schema({
  at: needDate,
  byId: needText,
  what: needText,
  before: mixed,
  after: mixed,
});
