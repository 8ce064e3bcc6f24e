import { done, type Outcome } from '../errors.js';
import { tellsOfSomebody, type Hazard, type HistoryEntry } from './hazard.js';
import { move, type Move } from './move.js';
import type { HazardDeps } from './ports.js';
import { decidedAlready } from './rules.js';
import { searchTextOf } from './search-text.js';
import { titleOf } from './verify.js';

/**
 * 分成两件: this one keeps its number, its photos and the first part; the whole text stays in the history, and so do
 * the other parts, which are registered because of this entry. One guarded write: of two people who answer at the
 * same instant with opposite words only one is heard.
 */
export function split(deps: HazardDeps, request: Move): Promise<Outcome<Hazard>> {
  return move(deps, 'split', request, ({ hazard, org }) => {
    const [text, ...others] = hazard.parts ?? [];
    if (text === undefined) return decidedAlready('split', hazard, org);
    return done({
      to: hazard.status,
      set: { text, title: titleOf(text), searchText: searchTextOf(hazard, { text }) },
      unset: ['parts', 'partMarks', 'kindOptions'],
      before: { text: hazard.text },
      after: { text, ...Object.fromEntries(others.map((part, index) => [`part${index + 1}`, part])) },
    });
  });
}

/** The parts that a 分成两件 left to be registered on their own, each with the index it has in its message. */
export function splitOff(entry: HistoryEntry): readonly { readonly index: number; readonly text: string }[] {
  if (entry.command !== 'split') return [];
  return Object.entries(entry.after ?? {}).flatMap(([key, text]) => {
    const index = Number(/^part(\d+)$/u.exec(key)?.[1]);
    return Number.isInteger(index) ? [{ index, text }] : [];
  });
}

/** 是一件事: the offer to split is answered and not made again. */
export function keepWhole(deps: HazardDeps, request: Move): Promise<Outcome<Hazard>> {
  return move(deps, 'keepWhole', request, ({ hazard, org }) =>
    hazard.parts === undefined
      ? decidedAlready('keepWhole', hazard, org)
      : done({
          to: hazard.status,
          ...(hazard.partMarks?.some(tellsOfSomebody) === true ? { set: { personal: true } } : {}),
          unset: ['parts', 'partMarks'],
        }),
  );
}

/** 另行登记: the offer to merge is answered and not made again. */
export function keepApart(deps: HazardDeps, request: Move): Promise<Outcome<Hazard>> {
  return move(deps, 'keepApart', request, ({ hazard, org }) =>
    hazard.sameAs === undefined
      ? decidedAlready('keepApart', hazard, org)
      : done({ to: hazard.status, unset: ['sameAs'] }),
  );
}
