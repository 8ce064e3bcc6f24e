import { checkCard, type CardFault } from '../card-check/index.js';
import type { SimState } from '../state.js';
import { Refused } from './endpoint.js';

/**
 * Takes a card as the content of a message: parsed, checked, its pictures and people known (contract §8.11).
 * @throws Refused 230099 with the sub-code, 230025 if it is too large
 */
export function cardFrom(state: SimState, content: string): Record<string, unknown> {
  let card: unknown;
  try {
    card = JSON.parse(content);
  } catch {
    throw refusedCard(state, { code: 200621, path: 'ROOT', problem: 'parse card json err' });
  }
  const first = faultsOf(state, card)[0];
  if (first === undefined) return card as Record<string, unknown>;
  throw refusedCard(state, first);
}

/** Everything wrong with a card, also against what this tenant has. */
export function faultsOf(state: SimState, card: unknown): readonly CardFault[] {
  const own = checkCard(card);
  const known = [...unknownImages(state, card), ...unknownPeople(state, card)];
  const late = own.filter(({ code }) => code === 230025);
  return [...own.filter(({ code }) => code !== 230025), ...known, ...late];
}

function refusedCard(state: SimState, fault: CardFault): Refused {
  state.violations.push(`card refused: ${fault.code} ${fault.path} ${fault.problem}`);
  if (fault.code === 230025)
    return new Refused(230025, 'The length of the message content reaches its limit');
  const path = `ErrPath: ROOT -> ${fault.path}`;
  return new Refused(
    230099,
    `Failed to create card content, ext=ErrCode: ${fault.code}; ${path}; ErrMsg: ${fault.problem}; ErrorValue: ;`,
  );
}

const IMAGE_KEY = /"(?:img_key|image_key)":"([^"]*)"/gu;

/** Pictures on cards are the app's own uploads (contract §8.6). */
function unknownImages(state: SimState, card: unknown): CardFault[] {
  const inWords = [...JSON.stringify(card).matchAll(/!\[[^\]]*\]\((img_[^)"\\]+)\)/gu)];
  const keys = [...JSON.stringify(card).matchAll(IMAGE_KEY), ...inWords].map((match) => match[1] ?? '');
  return keys
    .filter((key) => state.blobs.get(key)?.owner !== 'app')
    .map((key) => ({ code: 200570, path: key, problem: 'image key is invalid' }));
}

/** An unknown id in an @ or a person tag is refused (100290). */
function unknownPeople(state: SimState, card: unknown): CardFault[] {
  const text = JSON.stringify(card);
  const matches = [
    ...text.matchAll(/<at id=\\?["']?(ou_\w+)/gu),
    ...text.matchAll(/<person id ?= ?\\?["']?(ou_\w+)/gu),
    ...text.matchAll(/"user_id":"(ou_\w+)"/gu),
  ];
  return matches
    .map((match) => match[1] ?? '')
    .filter((id) => !state.people.has(id))
    .map((id) => ({ code: 100290, path: id, problem: 'invalid person id' }));
}
