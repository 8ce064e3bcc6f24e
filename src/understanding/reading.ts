import { oneDigit, wordCodes } from './boundary.js';
import type { CriterionRule, UnderstandingData } from './data.js';
import type { Part } from './count.js';
import { messageFeatures, type Findings } from './features.js';
import { createLexicon, type Lexicon } from './lexicon.js';
import { normalise, type Normal } from './normalise.js';
import { alarms, criteriaRows, hintedRows, type Alarm, type RowHit } from './rules.js';
import type { Features } from './scores.js';
import { segments } from './segments.js';

/** What all steps before the decision found; shared with the training script. */
export interface Reading {
  readonly normal: Normal;
  readonly found: Findings;
  readonly alarms: readonly Alarm[];
  /** A wording stands in the message that makes an alarm doubtful. */
  readonly doubted: boolean;
  readonly rows: readonly RowHit[];
  /** Rows that the words only hint at; the score decides. */
  readonly hints: readonly CriterionRule[];
  readonly features: Features;
}

/** Steps one to three: normalise, cut into clauses, find words and rules, make features. Pure. */
export function createReader(data: UnderstandingData): (text: string) => Reading {
  const lexicon: Lexicon = createLexicon(data.concepts, data.tables);
  return (text) => {
    const normal = normalise(text, data.tables);
    const words = lexicon(normal.text);
    const codes = wordCodes(normal.text.length, words);
    const clauses = segments({ ...normal, signs: oneDigit(normal.text), codes }, data.models['boundary']);
    const heard = alarms(normal.text, clauses, data);
    const doubts = data.doubts.filter((doubt) => doubt.pattern.test(normal.text));
    const rows = criteriaRows(normal.text, clauses, data);
    const hints = hintedRows(normal.text, data);
    const found: Findings = {
      text: normal.text,
      segments: clauses,
      words,
      rules: [...ruleNames(normal.text, heard, doubts, rows, data), ...hints.map((row) => `H:${row.id}`)],
    };
    return {
      normal,
      found,
      alarms: heard,
      doubted: doubts.length > 0,
      rows,
      hints,
      features: messageFeatures(found, data.wordings),
    };
  };
}

function ruleNames(
  text: string,
  heard: readonly Alarm[],
  doubts: UnderstandingData['doubts'],
  rows: readonly RowHit[],
  data: UnderstandingData,
): string[] {
  const clear = heard.filter((alarm) => alarm.against.length === 0);
  return [
    ...heard.map((alarm) => `U?:${alarm.trigger}`),
    ...clear.map((alarm) => `U:${alarm.trigger}`),
    ...(clear.length > 0 ? ['U'] : []),
    ...(heard.length > 0 ? ['U?'] : []),
    ...(clear.some((alarm) => alarm.pressing) ? ['U!'] : []),
    ...data.guards.filter((guard) => guard.pattern.test(text)).map((guard) => `G:${guard.id}`),
    ...doubts.map((doubt) => `D:${doubt.id}`),
    ...rows.map((hit) => `K:${hit.row.id}`),
    ...(rows.length > 0 ? ['K'] : []),
  ];
}

/** One reading for each part of a message; a message in one part is already read. */
export function readParts(
  whole: Reading,
  parts: readonly Part[],
  read: (text: string) => Reading,
): readonly Reading[] {
  if (parts.length < 2) return [whole];
  return parts.map((part) => read(whole.found.text.slice(part.start, part.end)));
}
