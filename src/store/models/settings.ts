import { text, number, needNumber, needDate, mixed, schema } from './fields.js';

export const settings = schema({ value: mixed, version: number, updatedAt: needDate, by: text });
export const counters = schema({ n: needNumber });
