import type { Hazard } from './hazard.js';

/** What people put right about a report: the text as written and the labels they chose (for `understand --learn`). */
export interface CorrectedReport {
  readonly text: string;
  readonly intent?: 'none';
  readonly kind?: string;
  readonly place?: string;
  readonly major?: boolean;
}

/**
 * Reads a hazard's history for corrections of kind, place and level, and for "不是隐患" by its own reporter.
 * Anonymous reports teach nothing: their words are not kept with the hazard.
 */
export function correctionOf(hazard: Hazard): CorrectedReport | undefined {
  if (hazard.anonymous) return undefined;
  const changes = hazard.history.filter((entry) => entry.command === 'correct');
  const text = changes.find((entry) => entry.before?.['text'] !== undefined)?.before?.['text'] ?? hazard.text;
  if (text === '') return undefined;
  const withdrawn = hazard.history.some(
    (entry) => entry.command === 'notHazard' && entry.by === hazard.reporterId,
  );
  if (withdrawn) return { text, intent: 'none' };
  const kind = changed(changes, 'kind');
  const place = changed(changes, 'place');
  const level = hazard.history.find((entry) => entry.command === 'verify');
  const major =
    level?.before?.['level'] !== level?.after?.['level'] ? level?.after?.['level'] === 'major' : undefined;
  if (kind === undefined && place === undefined && major === undefined) return undefined;
  return {
    text,
    ...(kind === undefined ? {} : { kind }),
    ...(place === undefined ? {} : { place }),
    ...(major === undefined ? {} : { major }),
  };
}

function changed(entries: Hazard['history'], field: string): string | undefined {
  const last = entries.findLast(
    (entry) => entry.after?.[field] !== undefined && entry.after[field] !== entry.before?.[field],
  );
  return last?.after?.[field];
}
