import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { org } from '../cards/cases.js';
import { cardButtons } from '../harness/card-reader.js';
import { KEYS } from '../simulator/card-check/schema.js';
import { CARD_TAGS } from '../simulator/page/card/tag-list.js';
import { accessibility } from './axe.js';
import { drawnCards, wantedOf, type DrawnCard } from './drawn.js';
import { hazardCards, NASTY, otherCards, WORDS, type Named } from './every-card.js';
import { openBrowser, openPage, PC, PHONE, played, shot, startGallery, there } from './stage.js';

let browser: Browser | undefined;
let gallery: Awaited<ReturnType<typeof startGallery>> | undefined;
let cards: readonly Named[] = [];

beforeAll(async () => {
  if (!there) return;
  gallery = await startGallery(drawnFrom);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  gallery?.stop();
});

/** The cards as the gallery takes them: who is who, and a sample photo for every key. */
function drawnFrom(): object {
  const json = JSON.stringify(cards.map(({ card }) => card));
  const keys = new Set([...json.matchAll(/"img_key":"([^"]+)"/gu)].map((match) => match[1] ?? ''));
  return {
    cards: JSON.parse(json) as unknown,
    people: org.people.map(({ openId, name, post }) => ({ openId, name, title: post })),
    images: Object.fromEntries(
      [...keys].map((key) => [key, `/page/assets/gauge-${key.includes('after') ? 'green' : 'red'}.jpg`]),
    ),
  };
}

async function drawn(
  list: readonly Named[],
  device: 'pc' | 'phone',
  look = '',
): Promise<{ seen: readonly DrawnCard[]; faults: readonly string[] }> {
  cards = list;
  if (browser === undefined) throw new Error('no browser');
  const { page, faults } = await openPage(browser, device === 'pc' ? PC : PHONE);
  await page.goto(`${gallery?.url}?src=/cards.json&device=${device}${look}`);
  await page.locator('.gallery[data-ready=true]').waitFor();
  const seen = await drawnCards(page);
  if (look !== '') faults.push(...(await accessibility(page)));
  await shot(page, `gallery-${device}${look.replaceAll(/\W+/gu, '-')}`);
  await page.close();
  return { seen, faults };
}

/** What stands in a card must be on the screen, whole and inside the card. */
function compare(list: readonly Named[], seen: readonly DrawnCard[]): readonly string[] {
  return list.flatMap(({ name, card }, index) => {
    const json = JSON.parse(JSON.stringify(card)) as Record<string, unknown>;
    const wanted = wantedOf(json);
    const is = seen[index];
    if (is === undefined) return [`${name}: not drawn`];
    const labels = cardButtons(json).map((button) => button.label);
    return [
      ...(is.title === wanted.title ? [] : [`title “${is.title}” is not “${wanted.title}”`]),
      ...(is.template === wanted.template ? [] : [`colour ${is.template} is not ${wanted.template}`]),
      ...(is.tags.join() === wanted.tags.join() ? [] : [`tags ${is.tags.join()}`]),
      ...(is.buttons.join() === labels.join() ? [] : [`buttons ${is.buttons.join()}, not ${labels.join()}`]),
      ...(is.fields.join() === wanted.fields.join()
        ? []
        : [`fields ${is.fields.join()}, not ${wanted.fields.join()}`]),
      ...(is.images === wanted.images ? [] : [`${is.images} pictures, not ${wanted.images}`]),
      ...wanted.words.filter((words) => !is.text.includes(words)).map((words) => `without “${words}”`),
      ...is.trouble,
    ].map((problem) => `${name}: ${problem}`);
  });
}

test('the page draws every tag that the card check knows', () => {
  expect([...CARD_TAGS].filter((tag) => tag !== 'text_tag').toSorted()).toEqual(Object.keys(KEYS).toSorted());
});

played.each(['pc', 'phone'] as const)(
  'every card about a hazard stands on the screen as it is, on a %s',
  async (device) => {
    const list = hazardCards(WORDS);
    expect(list.length).toBeGreaterThan(150);
    const { seen, faults } = await drawn(list, device);
    expect(compare(list, seen)).toEqual([]);
    expect(faults).toEqual([]);
  },
  120_000,
);

played.each(['pc', 'phone'] as const)(
  'lists, figures, people, campaigns and quiz, on a %s',
  async (device) => {
    const list = otherCards();
    const { seen, faults } = await drawn(list, device);
    expect(compare(list, seen)).toEqual([]);
    expect(faults).toEqual([]);
  },
  60_000,
);

played(
  'what people wrote stays what they wrote: no tag, no link, no star comes to life',
  async () => {
    const list = hazardCards(NASTY).filter(({ name }) =>
      /receipt|review|timeline|approval|recheck/u.test(name),
    );
    const { seen, faults } = await drawn(list, 'pc');
    expect(compare(list, seen)).toEqual([]);
    expect(seen.flatMap((one) => one.links)).toEqual([]);
    expect(faults).toEqual([]);
  },
  60_000,
);

played.each(['&theme=light', '&theme=dark'])(
  'axe finds nothing wrong with one card of each kind (%s)',
  async (look) => {
    const kinds = new Map(
      [...hazardCards(WORDS), ...otherCards()].map((one) => [one.name.split(' ')[0], one]),
    );
    const { faults } = await drawn([...kinds.values()], 'pc', look);
    expect(faults).toEqual([]);
  },
  120_000,
);
