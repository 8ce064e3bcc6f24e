import { text, needNumber, needDate, mixed, schema } from './fields.js';

export const settings = schema({ value: mixed, updatedAt: needDate, by: text });
export const counters = schema({ n: needNumber });
