import type { Schema } from 'mongoose';
import {
  activities,
  campaignPosts,
  campaignYears,
  learned,
  quizBatches,
  quizDays,
  quizRounds,
} from './models/campaigns.js';
import { cardRefs, inbox, jobRuns, leases, outbox } from './models/delivery.js';
import { hazards } from './models/hazards.js';
import { meetings, tasks } from './models/meetings.js';
import { claims, groups, orgChanges, people, units } from './models/people.js';
import { anonymousReports, drafts, identities } from './models/reports.js';
import { counters, settings } from './models/settings.js';
import { shapeOf, type Shape } from './shape.js';

/*
 * The one declaration of what is stored: types, required fields, enums and indexes, one family of collections a file
 * in models/. Both drivers are built from it.
 * Rules (design.md §7): unique indexes only on required fields or with a partial filter; others end with _id;
 * free-form parts are Mixed and hold no dates; no defaults, what is stored is what was written.
 */

/** A new collection is a schema in models/ and a line here. */
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
  campaignYears,
  campaignPosts,
  learned,
  quizRounds,
  quizDays,
  quizBatches,
  activities,
  meetings,
  tasks,
} satisfies Readonly<Record<string, Schema>>;

export type CollectionName = keyof typeof SCHEMAS;

/** The shapes of all collections, read once. */
export const SHAPES: readonly Shape[] = Object.entries(SCHEMAS).map(([name, declared]) =>
  shapeOf(name, declared),
);
