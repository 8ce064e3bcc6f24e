import { createHash } from 'node:crypto';

/**
 * A document as one line of text: keys sorted, dates marked. Two documents are the same exactly when their lines
 * are; also the form in which a backup holds them.
 */
export function canonical(value: unknown): string {
  if (value instanceof Date) return `{"$date":"${value.toISOString()}"}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
  return `{${parts.join(',')}}`;
}

/** The document that such a line holds. A key `$date` can't be anybody's own: the store refuses keys with `$`. */
export function parseCanonical(line: string): unknown {
  return JSON.parse(line, (_key, value: unknown) => {
    const date =
      typeof value === 'object' && value !== null ? (value as { $date?: unknown }).$date : undefined;
    return typeof date === 'string' ? new Date(date) : value;
  });
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
