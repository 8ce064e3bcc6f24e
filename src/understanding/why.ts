import type { Kind } from '../hazards/kinds.js';
import type { UnderstandingData } from './data.js';
import type { Reading } from './reading.js';
import { reasons } from './scores.js';
import type { Intent } from './types.js';

/** The words and rules that decided, most telling first: what a card or a clerk may look at. */
export function why(
  reading: Reading,
  intent: Intent,
  kind: Kind | null,
  major: boolean,
  data: UnderstandingData,
): string[] {
  const out: string[] = [];
  for (const alarm of intent === 'urgent' ? reading.alarms : []) out.push(`${alarm.trigger}：${alarm.words}`);
  for (const row of major ? reading.rows : []) out.push(`${row.row.id}：${row.words}`);
  const intents = data.models['intent'];
  if (intents !== undefined)
    out.push(...inWords(reasons(intents, reading.features, intent, 12), reading, data, 4));
  const kinds = data.models['kind'];
  if (kinds !== undefined && kind !== null) {
    out.push(...inWords(reasons(kinds, reading.features, kind, 12), reading, data, 3));
  }
  return [...new Set(out)];
}

/** Names of features as words of the message; features that are no words (length, pairs) are left out. */
function inWords(
  names: readonly string[],
  reading: Reading,
  data: UnderstandingData,
  limit: number,
): string[] {
  const out = new Set<string>();
  for (const name of names) {
    const [, group, id = ''] = /^([A-Z]+):(.+)$/u.exec(name) ?? [];
    if (group === undefined) {
      if (/^[\p{L}\p{N}]{2,}$/u.test(name)) out.add(name);
    } else if (group === 'C') {
      for (const hit of reading.found.words) if (hit.concept === id) out.add(hit.word);
    } else if (group === 'W') {
      const words = data.wordings.find((wording) => wording.id === id)?.pattern.exec(reading.found.text)?.[0];
      if (words !== undefined) out.add(words);
    }
  }
  return [...out].slice(0, limit);
}
