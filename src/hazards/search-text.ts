import { given } from '../given.js';
import type { Hazard } from './hazard.js';

type Searched = Pick<Hazard, 'text' | 'place' | 'code' | 'history'>;

/** What 查询 looks into: words, place and number of a hazard, and the words of those who joined it. */
export function searchTextOf(
  hazard: Searched,
  now: { readonly text?: string | undefined; readonly place?: string | undefined } = {},
): string {
  const { text, place, code, history } = {
    ...hazard,
    ...given('text', now.text),
    ...given('place', now.place),
  };
  const joined = history.filter(({ command }) => command === 'joinEmergency').map(({ note }) => note);
  return searchable(text, place, code, ...joined);
}

/** All of it in lower case. */
export const searchable = (...parts: readonly (string | undefined)[]): string =>
  parts
    .filter((part) => part !== undefined)
    .join(' ')
    .toLowerCase();
