import type { VNode } from 'preact';
import { colour, textAlign, textSize, type Style } from './css.js';
import { useEnv } from './env.js';
import { ICONS } from './icons.js';
import { Markdown } from './md.js';
import type { CardIcon, CardText } from './types.js';

/** A text object: plain text keeps its lines, lark_md is marked up. */
export function Text({
  text,
  fallback = '',
  style,
}: {
  text: CardText | undefined;
  fallback?: string;
  style?: Style;
}): VNode {
  const env = useEnv();
  const own: Style = {
    ...(text?.text_size === undefined ? {} : textSize(text.text_size, env.device === 'phone', env.card)),
    ...textAlign(text?.text_align),
    ...style,
  };
  const content = text?.content ?? fallback;
  if (text?.tag === 'lark_md' || text?.tag === 'markdown') return <Markdown text={content} style={own} />;
  const tint = colour(text?.text_color, env.card);
  const clamp = text?.lines === undefined ? {} : { '-webkit-line-clamp': String(text.lines) };
  return (
    <span
      class={text?.lines === undefined ? 'c-text' : 'c-text c-text--clamp'}
      style={{ ...own, ...clamp, ...(tint === undefined ? {} : { color: tint }) }}
    >
      {content}
    </span>
  );
}

const FACES = ['blue', 'green', 'purple', 'carmine', 'turquoise', 'orange', 'indigo', 'violet'] as const;

/** One colour for one name, always the same. */
function faceOf(name: string): string {
  let sum = 0;
  for (const sign of name) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973;
  return FACES[sum % FACES.length] ?? 'blue';
}

/** A person without a photo: a filled circle with the last two characters of the name. */
export function Avatar({
  name,
  px,
  bot = false,
  src,
}: {
  name: string;
  px: number;
  bot?: boolean;
  src?: string | undefined;
}): VNode {
  if (src !== undefined && src !== '')
    return <img class="c-avatar" src={src} alt="" style={{ width: `${px}px`, height: `${px}px` }} />;
  const style = {
    width: `${px}px`,
    height: `${px}px`,
    'font-size': `${Math.max(8, Math.round(px * 0.36))}px`,
    background: bot ? 'var(--c-turquoise-face)' : `var(--c-${faceOf(name)}-face)`,
  };
  return (
    <span class="c-avatar" style={style} aria-hidden="true">
      {bot ? <Shield px={Math.round(px * 0.58)} /> : px < 24 ? name.slice(-1) : name.slice(-2)}
    </span>
  );
}

function Shield({ px }: { px: number }): VNode {
  return (
    <svg width={px} height={px} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2">
      <path
        d="M12 2.8 4.5 5.6v5.7c0 4.6 3 8.3 7.5 9.9 4.5-1.6 7.5-5.3 7.5-9.9V5.6Z"
        stroke-linejoin="round"
      />
      <path d="m8.3 12 2.6 2.6 4.8-5" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

/** A standard icon; an unknown token draws nothing, as in the client. */
export function Icon({ icon, px = 16 }: { icon: CardIcon | undefined; px?: number }): VNode | null {
  const env = useEnv();
  if (icon === undefined) return null;
  if (icon.img_key !== undefined) {
    const src = env.image(icon.img_key);
    return src === undefined ? null : <img class="c-icon" src={src} alt="" width={px} height={px} />;
  }
  const path = ICONS[(icon.token ?? '').replace(/_(outlined|filled|colorful)$/u, '')];
  if (path === undefined) return null;
  const tint = colour(icon.color, env.card);
  return (
    <svg
      class="c-icon"
      width={px}
      height={px}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      style={tint === undefined ? {} : { color: tint }}
    >
      <path d={path} />
    </svg>
  );
}

/** ‹ 1/2 › at the right below a table. */
export function Pager({
  page,
  pages,
  go,
}: {
  page: number;
  pages: number;
  go(page: number): void;
}): VNode | null {
  if (pages < 2) return null;
  return (
    <div class="c-pager">
      <button type="button" aria-label="上一页" disabled={page === 0} onClick={() => go(page - 1)}>
        ‹
      </button>
      <span aria-live="polite">
        {page + 1}/{pages}
      </span>
      <button type="button" aria-label="下一页" disabled={page === pages - 1} onClick={() => go(page + 1)}>
        ›
      </button>
    </div>
  );
}
