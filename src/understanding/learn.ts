import { z } from 'zod';
import { KINDS } from '../hazards/kinds.js';
import { INTENTS, type Understander } from './types.js';

const correctionSchema = z.object({
  text: z.string().min(1),
  intent: z.enum(INTENTS).optional(),
  kind: z.enum(KINDS).nullable().optional(),
  major: z.boolean().optional(),
  count: z.number().int().nonnegative().optional(),
  place: z.string().nullable().optional(),
});

/** What a person chose or put right on a card; fields that were left alone are missing. */
export type Correction = z.infer<typeof correctionSchema>;

/** A labelled line of the corpus (the form of test/fixtures/corpus/*.jsonl). */
export interface LearnedLine {
  readonly text: string;
  readonly intent: string;
  readonly kind: string | null;
  readonly major: boolean;
  readonly count: number;
  readonly place: string | null;
  readonly family: string;
}

/** Corrections are one family of their own, so the split never parts them. */
const FAMILY = 'learned/corrections';

/**
 * Turns a stored correction into a labelled line: what the person said counts, the rest is what the bot
 * understood. Labels that cannot go together (a kind without a hazard) are brought in line.
 * @returns null if the value is no correction or changes nothing
 */
export function learnedLine(value: unknown, understand: Understander): LearnedLine | null {
  const parsed = correctionSchema.safeParse(value);
  if (!parsed.success) return null;
  const { text, ...said } = parsed.data;
  if (Object.values(said).every((field) => field === undefined)) return null;
  const got = understand(text);
  const intent = said.intent ?? got.intent;
  const hazard = intent === 'report' || intent === 'urgent';
  const kind = said.kind === undefined ? got.kind : said.kind;
  if (hazard && kind === null) return null;
  const place = said.place === undefined ? got.place : said.place;
  return {
    text,
    intent,
    kind: hazard ? kind : null,
    major: intent === 'report' && (said.major ?? got.major),
    count: hazard ? Math.max(1, said.count ?? got.count) : 0,
    // A place that is not in the text (picked from a list) teaches nothing about finding it.
    place: (hazard || intent === 'status') && place !== null && text.includes(place) ? place : null,
    family: FAMILY,
  };
}
