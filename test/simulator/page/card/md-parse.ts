import MarkdownIt, { type Token } from 'markdown-it';

/** An own tag of Feishu's markdown inside a token. */
export interface OwnTag {
  readonly name: string;
  readonly attrs: Readonly<Record<string, string>>;
  readonly close: boolean;
}

const TAG =
  /^<(\/?)(br|hr|at|person|font|text_tag|number_tag|local_datetime|link|a|raw)((?:\s+[\w-]+(?:\s*=\s*(?:'[^']*'|"[^"]*"|[^\s'">]+))?)*)\s*\/?>/u;
const ATTR = /([\w-]+)(?:\s*=\s*(?:'([^']*)'|"([^"]*)"|([^\s'">]+)))?/gu;

const md = new MarkdownIt({ html: false, breaks: true, linkify: true });
md.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
md.disable(['code', 'lheading', 'html_block']);
// Feishu: http and https only, tel: on phones; an image's address is an image key.
md.validateLink = (url) => /^(https?:|tel:|lark:|img_)/iu.test(url.trim());

// Nesting is 0 on purpose: with ±1 a stray closing tag would throw and take the page along (card-look §10.3).
md.inline.ruler.before('autolink', 'feishu_tag', (state, silent) => {
  if (state.src[state.pos] !== '<') return false;
  const match = TAG.exec(state.src.slice(state.pos, state.posMax));
  if (match === null) return false;
  if (!silent) {
    const attrs: Record<string, string> = {};
    for (const [, key = '', single, double, bare] of (match[3] ?? '').matchAll(ATTR))
      attrs[key] = single ?? double ?? bare ?? '';
    const token = state.push('feishu_tag', '', 0);
    token.meta = { name: match[2] ?? '', attrs, close: match[1] === '/' } satisfies OwnTag;
  }
  state.pos += match[0].length;
  return true;
});

const cache = new Map<string, Token[]>();

/** Tokens of a text; parsed once, since a card is drawn many times. */
export function parseMarkdown(text: string): Token[] {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const tokens = md.parse(text, {});
  if (cache.size > 2000) cache.clear();
  cache.set(text, tokens);
  return tokens;
}

export type { Token };
