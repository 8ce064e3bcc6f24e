import { done, refuse, type Outcome } from '../errors.js';
import { given } from '../given.js';
import type { Hazard, PartMark } from './hazard.js';
import { isPersonal } from './kinds.js';
import { move, type Move } from './move.js';
import type { HazardDeps } from './ports.js';
import { decidedAlready } from './rules.js';
import { searchTextOf } from './search-text.js';
import { comparable, samePlace } from './similar.js';
import { titleOf, verifyDue } from './verify.js';

/** Above this many parts the offer to split is a list with ticks (experience.md §3 f). */
export const LIST_ABOVE = 3;

export const isList = (hazard: Pick<Hazard, 'parts'>): boolean => (hazard.parts?.length ?? 0) > LIST_ABOVE;

/**
 * 登记所选: the first chosen part keeps this number, the others are registered because of this entry. What was not
 * chosen stays in the first one's words, anybody's health in its history. One guarded write, as in `split`.
 * @param chosen places in the list, from 0
 * @param shown how many parts the card had: one that has grown meanwhile has to be looked at again
 */
export function splitSome(
  deps: HazardDeps,
  request: Move,
  chosen: readonly number[],
  shown: number,
): Promise<Outcome<Hazard>> {
  return move(deps, 'split', request, ({ hazard, org, deadlines }) => {
    const parts = hazard.parts;
    if (parts === undefined) return decidedAlready('split', hazard, org);
    if (parts.length !== shown) return refuse('stale-card');
    const taken = parts.flatMap((text, index) => (chosen.includes(index) ? [{ text, index }] : []));
    const [first, ...others] = taken;
    if (first === undefined) return refuse('field-missing', { field: '要登记的条目' });
    const left = leftOut(hazard, parts, chosen);
    // Somebody's health does not go with another hazard's words to the group: it stands in the history alone.
    const text = [first.text, ...unregistered(left.filter(({ personal }) => !personal))].join('\n');
    const [note] = unregistered(left.filter(({ personal }) => personal));
    const mark = hazard.partMarks?.[first.index];
    const level = mark?.major === true ? 'major' : 'ordinary';
    const criterion = level === 'major' ? mark?.criterion : undefined;
    return done({
      to: hazard.status,
      set: {
        text,
        title: titleOf(first.text),
        searchText: searchTextOf(hazard, { text }),
        level,
        ...given('kind', mark?.kind),
        ...given('criterion', criterion),
        ...(hazard.status === 'verifying'
          ? { stepDue: verifyDue({ ...hazard, level }, deadlines, org) }
          : {}),
      },
      unset: [
        'parts',
        'partMarks',
        'kindOptions',
        ...(criterion === undefined ? (['criterion'] as const) : []),
      ],
      ...given('note', note),
      before: { text: hazard.text },
      after: {
        text,
        list: '1',
        ...Object.fromEntries(others.map((part) => [`part${part.index}`, part.text])),
      },
    });
  });
}

interface LeftOut {
  readonly line: string;
  readonly personal: boolean;
}

function leftOut(
  { partMarks }: Hazard,
  parts: readonly string[],
  chosen: readonly number[],
): readonly LeftOut[] {
  return parts.flatMap((text, index) => {
    if (chosen.includes(index)) return [];
    const kind = partMarks?.[index]?.kind;
    return [{ line: `${index + 1}. ${text}`, personal: kind !== undefined && isPersonal(kind) }];
  });
}

const unregistered = (left: readonly LeftOut[]): readonly string[] =>
  left.length === 0 ? [] : [['未单独登记：', ...left.map(({ line }) => line)].join('\n')];

/** 接上条: the next message of the same list joins the offer as long as nobody has answered it. */
export function joinParts(
  deps: HazardDeps,
  request: Move,
  more: { readonly text: string; readonly parts: readonly string[]; readonly marks: readonly PartMark[] },
): Promise<Outcome<Hazard>> {
  return move(deps, 'joinParts', request, ({ hazard, org }) => {
    if (hazard.parts === undefined) return decidedAlready('split', hazard, org);
    const text = `${hazard.text}\n${more.text}`;
    const firstGrave = more.marks.find((mark) => mark.major === true);
    return done({
      to: hazard.status,
      set: {
        text,
        searchText: searchTextOf(hazard, { text }),
        parts: [...hazard.parts, ...more.parts],
        partMarks: [...(hazard.partMarks ?? []), ...more.marks],
        ...(hazard.level === 'ordinary' && firstGrave !== undefined
          ? { level: 'major' as const, ...given('criterion', firstGrave.criterion) }
          : {}),
      },
      note: more.text,
    });
  });
}

/** One part as it was understood. */
export interface ReadPart {
  readonly text: string;
  readonly mark: PartMark;
  readonly place?: string;
}

/**
 * Marks every part that says in other words what an earlier one says: same kind, same place, and words in common
 * beside the place.
 */
export function marked(parts: readonly ReadPart[]): readonly PartMark[] {
  return parts.map((part, index) => {
    const same = parts.slice(0, index).findIndex((earlier) => repeats(earlier, part));
    return same === -1 ? part.mark : { ...part.mark, same };
  });
}

/** Of the shorter one's pairs of signs, this share has to stand in the other one too. */
const IN_COMMON = 0.3;

function repeats(a: ReadPart, b: ReadPart): boolean {
  if (a.mark.kind !== b.mark.kind || a.place === undefined || b.place === undefined) return false;
  if (!samePlace(comparable(a.place), comparable(b.place))) return false;
  const [left, right] = [pairs(a), pairs(b)];
  const shared = [...left].filter((pair) => right.has(pair)).length;
  return shared > IN_COMMON * Math.min(left.size, right.size);
}

function pairs({ text, place = '' }: ReadPart): ReadonlySet<string> {
  const signs = [...text.replace(place, '').replace(/[^\p{L}]/gu, '')];
  return new Set(signs.slice(1).map((sign, index) => `${signs[index]}${sign}`));
}
