/** Signs that card markdown gives a meaning; written as entities every one is shown as typed (contract §8.9). */
const SPECIAL = /[&<>*_~[\]()#|`\\:]/gu;

/** People's text for a markdown element: nothing in it can ping, link, format or break the card. */
export function escaped(text: string): string {
  return text.replace(SPECIAL, (sign) => `&#${sign.codePointAt(0)};`).replace(/\r?\n/gu, '<br>');
}

/** What readers count as signs: an emoji is one, not two. */
export const signsOf = (text: string): readonly string[] => [...text];

/** The beginning of a long text, cut between signs, with … when something is missing. */
export function shortened(text: string, length: number): string {
  // A sign takes one or two units: of 20,000 signs only the beginning is looked at.
  const signs = signsOf(text.slice(0, 2 * length + 2));
  return signs.length <= length ? text : `${signs.slice(0, length).join('')}…`;
}

/**
 * The beginning of a text that takes at most so many bytes once it is escaped: a card holds 30 KB, and a sign can
 * become six bytes on its way there.
 */
export function fitting(text: string, bytes: number): { readonly text: string; readonly left: number } {
  const signs = [...text];
  const encoder = new TextEncoder();
  let used = 0;
  let count = 0;
  for (const sign of signs) {
    used += encoder.encode(escaped(sign)).length;
    if (used > bytes) break;
    count += 1;
  }
  return { text: signs.slice(0, count).join(''), left: signs.length - count };
}

/** Pieces small enough for one markdown element: longer ones lose their end on phones (contract B.12). */
export function pieces(text: string, size = 1500): readonly string[] {
  const signs = [...text];
  const list: string[] = [];
  for (let start = 0; start < signs.length; start += size)
    list.push(signs.slice(start, start + size).join(''));
  return list;
}
