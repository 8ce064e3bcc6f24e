import type { Page } from 'playwright-core';

/** One card as it stands in the browser. */
export interface DrawnCard {
  readonly title: string;
  readonly template: string;
  readonly tags: readonly string[];
  readonly buttons: readonly string[];
  readonly fields: readonly string[];
  readonly images: number;
  readonly links: readonly string[];
  /** All words of the body, without spaces. */
  readonly text: string;
  /** Unknown tags, what sticks out of the card, buttons whose words are cut. */
  readonly trouble: readonly string[];
}

/** Runs in the page, where folded parts were opened before. */
const READ = `[...document.querySelectorAll('.gallery__one')].map((one) => {
  const texts = (selector) => [...one.querySelectorAll(selector)].map((node) => node.textContent.trim());
  const names = (selector, key) => [...one.querySelectorAll(selector)].map((node) => node.dataset[key]);
  const card = one.querySelector('.card');
  const edge = card.getBoundingClientRect();
  const outside = [...card.querySelectorAll('*')].filter((node) => {
    if (node.closest('.c-table__scroll,.c-code,.only-read,svg,.c-chart')) return false;
    const at = node.getBoundingClientRect();
    return at.width > 0 && (at.right > edge.right + 1 || at.left < edge.left - 1);
  });
  const cut = [...card.querySelectorAll('.c-btn')].filter((node) => node.scrollWidth > node.clientWidth + 1);
  return {
    title: texts('.card__title')[0] ?? '',
    template: card.querySelector('.card__head')?.dataset.template ?? '',
    tags: texts('.card__tags .c-tag'),
    buttons: texts('.c-btn__place .c-btn'),
    fields: names('[data-field]', 'field'),
    images: one.querySelectorAll('.c-img').length,
    links: [...one.querySelectorAll('a,.c-at')].map((node) => node.textContent),
    text: card.querySelector('.card__body').textContent.replace(/\\s/g, ''),
    trouble: [
      ...texts('.c-unknown').map((text) => 'unknown ' + text),
      ...outside.slice(0, 2).map((node) => 'outside: ' + node.className + ' ' + node.textContent.slice(0, 20)),
      ...cut.map((node) => 'cut: ' + node.textContent),
    ],
  };
})`;

export async function drawnCards(page: Page): Promise<readonly DrawnCard[]> {
  const folded = page.locator('.c-panel__head[aria-expanded=false]');
  // Folded parts may hold folded parts.
  while ((await folded.count()) > 0) {
    await page.evaluate(
      "document.querySelectorAll('.c-panel__head[aria-expanded=false]').forEach((head) => head.click())",
    );
    await page.evaluate(
      'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))',
    );
  }
  return (await page.evaluate(READ)) as readonly DrawnCard[];
}

export interface Wanted {
  readonly title: string;
  readonly template: string;
  readonly tags: readonly string[];
  readonly fields: readonly string[];
  readonly images: number;
  /** Pieces between tags, without spaces. */
  readonly words: readonly string[];
}

const FIELDS =
  /^(input|select_static|multi_select_static|select_person|multi_select_person|date_picker|picker_time|picker_datetime|checker|select_img)$/u;

/** What a card's JSON promises. */
export function wantedOf(card: Record<string, unknown>): Wanted {
  const nodes: Record<string, unknown>[] = [];
  collect(card['body'], nodes);
  const header = card['header'] as {
    title?: { content?: string };
    template?: string;
    text_tag_list?: { text: { content: string } }[];
  };
  return {
    title: header.title?.content ?? '',
    template: header.template ?? 'default',
    tags: (header.text_tag_list ?? []).map((tag) => tag.text.content),
    fields: nodes.filter((node) => FIELDS.test(String(node['tag']))).map((node) => String(node['name'])),
    images: nodes.filter((node) => node['tag'] === 'img').length,
    words: nodes
      .filter((node) => node['tag'] === 'markdown')
      .flatMap((node) => String(node['content']).split(/<[^>]*>/u))
      .map(bare)
      .filter((words) => words !== ''),
  };
}

/** Marks taken away, entities turned back, spaces left out. */
const bare = (text: string): string =>
  text
    .replaceAll('**', '')
    .replace(/&#(\d+);/gu, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replace(/\s/gu, '');

function collect(value: unknown, into: Record<string, unknown>[]): void {
  if (Array.isArray(value)) value.forEach((item) => collect(item, into));
  else if (typeof value === 'object' && value !== null) {
    const node = value as Record<string, unknown>;
    if (typeof node['tag'] === 'string') into.push(node);
    Object.values(node).forEach((inner) => collect(inner, into));
  }
}
