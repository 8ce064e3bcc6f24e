import { done, type Outcome } from '../errors.js';
import { personById } from '../people/org.js';
import type { Hazard } from './hazard.js';
import { move, type Move } from './move.js';
import type { HazardDeps } from './ports.js';
import { decidedAlready, may } from './rules.js';
import { searchTextOf, titleOf } from './verify.js';

/** May this person split this hazard now? Asked before its parts get numbers of their own. */
export async function maySplit(deps: HazardDeps, request: Move, hazard: Hazard): Promise<Outcome<unknown>> {
  const org = await deps.org();
  const permit = may(personById(org, request.actorId), 'split', hazard, org, deps.deadlines().today());
  if (!permit.ok) return permit;
  return hazard.parts === undefined ? decidedAlready('split', hazard, org) : permit;
}

/** 分成两件: this one keeps its number, its photos and the first part; the whole text stays in the history. */
export function split(deps: HazardDeps, request: Move): Promise<Outcome<Hazard>> {
  return move(deps, 'split', request, ({ hazard, org }) => {
    const text = hazard.parts?.[0];
    if (text === undefined) return decidedAlready('split', hazard, org);
    return done({
      to: hazard.status,
      set: { text, title: titleOf(text), searchText: searchTextOf(text, hazard.place, hazard.code) },
      unset: ['parts', 'kindOptions'],
      before: { text: hazard.text },
      after: { text },
    });
  });
}

/** 是一件事 / 另行登记: the offer is answered and not made again. */
export function declineOffer(
  deps: HazardDeps,
  request: Move,
  offer: 'parts' | 'sameAs',
): Promise<Outcome<Hazard>> {
  return move(deps, 'correct', request, ({ hazard }) => done({ to: hazard.status, unset: [offer] }));
}
