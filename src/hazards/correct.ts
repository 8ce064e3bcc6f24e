import { given } from '../given.js';
import { done, refuse, type Outcome } from '../errors.js';
import { headOf, officerOf, personById, unitById } from '../people/org.js';
import type { Hazard } from './hazard.js';
import type { Kind } from './kinds.js';
import { move, written, type Move } from './move.js';
import type { HazardDeps, HazardFields } from './ports.js';
import { searchTextOf } from './search-text.js';
import { titleOf, verifyDue } from './verify.js';

export interface Correction {
  readonly kind?: Kind;
  readonly unitId?: string;
  readonly place?: string;
  readonly text?: string;
}

/** 更正 of what was understood, before the facts are verified; the old values stay in the history. */
export function correct(deps: HazardDeps, request: Move, wish: Correction): Promise<Outcome<Hazard>> {
  return move(deps, 'correct', request, ({ hazard, org, deadlines }) => {
    const unit = unitById(org, wish.unitId);
    const text = written(wish.text);
    const place = written(wish.place);
    const moved = unit !== undefined && unit._id !== hazard.unitId;
    const officer = moved ? (officerOf(org, unit._id) ?? headOf(org, unit._id)) : undefined;
    const set: HazardFields = {
      ...(wish.kind === undefined ? {} : { kind: wish.kind }),
      ...(text === undefined || text === hazard.text ? {} : { text, title: titleOf(text) }),
      ...(place === undefined ? {} : { place }),
      ...(moved ? { unitId: unit._id } : {}),
      ...(officer === undefined
        ? {}
        : {
            officerId: officer._id,
            stepDue: verifyDue({ ...hazard, ...given('unitId', unit?._id) }, deadlines, org),
          }),
      searchText: searchTextOf(hazard, { text, place }),
    };
    // A unit in which nobody is named yet: 安委办 names who looks at it, not the old unit's officer.
    const nobody = moved && officer === undefined;
    const to = nobody ? 'reported' : moved ? 'verifying' : hazard.status;
    return done({
      to,
      set,
      unset: ['kindOptions', ...(nobody ? (['officerId'] as const) : [])],
      newStage: moved,
      before: {
        kind: hazard.kind,
        place: hazard.place ?? '',
        text: hazard.text,
        unit: unitById(org, hazard.unitId)?.name ?? '',
      },
      after: {
        kind: wish.kind ?? hazard.kind,
        place: place ?? hazard.place ?? '',
        text: text ?? hazard.text,
        unit: unit?.name ?? unitById(org, hazard.unitId)?.name ?? '',
      },
    });
  });
}

/** 安委办 names the unit and the officer; an anonymous report gets the bureau's own wording here. */
export function assignUnit(
  deps: HazardDeps,
  request: Move,
  choice: { unitId?: string; officerId?: string; text?: string },
): Promise<Outcome<Hazard>> {
  return move(deps, 'assignUnit', request, ({ hazard, org, deadlines }) => {
    const unit = unitById(org, choice.unitId);
    if (unit === undefined) return refuse('field-missing', { field: '单位' });
    const officer = personById(org, choice.officerId) ?? officerOf(org, unit._id) ?? headOf(org, unit._id);
    if (officer === undefined) return refuse('field-missing', { field: '核实人' });
    if (officer.state === 'left') return refuse('person-left');
    const text = written(choice.text);
    if (hazard.anonymous && text === undefined && hazard.unitId === undefined)
      return refuse('field-missing', { field: '改写' });
    return done({
      to: 'verifying',
      set: {
        unitId: unit._id,
        officerId: officer._id,
        stepDue: verifyDue({ ...hazard, unitId: unit._id }, deadlines, org),
        ...(text === undefined
          ? {}
          : { text, title: titleOf(text), searchText: searchTextOf(hazard, { text }) }),
      },
      newStage: true,
      after: { unit: unit.name, officer: officer.name },
    });
  });
}
