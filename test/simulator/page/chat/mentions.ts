import type { PersonView } from '../app/backend.js';

/** An @ that is being written at the end of a line. */
export const OPEN_AT = /@[\p{Script=Han}\w]{0,6}$/u;

/** Whom the words mention, and the words without it: the platform carries mentions beside the text. */
export function splitMentions(
  words: string,
  people: readonly PersonView[],
): { readonly text: string; readonly mentions: readonly string[] } {
  const mentions: string[] = [];
  let text = words;
  for (const person of people) {
    const rest = text.replace(new RegExp(`@${person.name}(?=\\s|$)`, 'gu'), '');
    if (rest === text) continue;
    mentions.push(person.openId);
    text = rest;
  }
  return { text: text.replaceAll(/ {2,}/gu, ' ').trim(), mentions };
}
