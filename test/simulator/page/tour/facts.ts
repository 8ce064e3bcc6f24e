import type { View } from '../app/store.js';

interface StoredHazard {
  readonly code?: string;
  readonly status?: string;
  readonly history?: readonly { readonly command?: string }[];
}

/** The hazard of the tour: the newest one; the first is the other home's, which is there from the start. */
export function ours(view: View): StoredHazard | undefined {
  const all = (view.stored.hazards as readonly StoredHazard[]).toSorted((a, b) =>
    (a.code ?? '').localeCompare(b.code ?? ''),
  );
  return all.length < 2 ? undefined : all.at(-1);
}

export const reached = (view: View, command: string): boolean =>
  ours(view)?.history?.some((entry) => entry.command === command) === true;
