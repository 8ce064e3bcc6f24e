import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon, Text } from './bits.js';
import { Tag } from './pill.js';
import { box, flow, type Style } from './css.js';
import { EnvContext, type CardEnv } from './env.js';
import { Elements } from './registry.js';
import type { CardJson } from './types.js';

/** Colours that a header can have, beside grey and none. */
export const FAMILIES: ReadonlySet<string> = new Set([
  'blue',
  'wathet',
  'turquoise',
  'green',
  'yellow',
  'orange',
  'red',
  'carmine',
  'violet',
  'purple',
  'indigo',
]);
const FLASH_MS = 1200;

/** A whole card. A replaced one is drawn anew (typed text goes, as in the client) and flashes a ring. */
export function Card({ card, env }: { card: CardJson; env: Omit<CardEnv, 'card'> }): VNode {
  const before = useRef(card);
  const version = useRef(0);
  const [flash, setFlash] = useState(false);
  if (before.current !== card) {
    before.current = card;
    version.current += 1;
  }
  const drawn = version.current;
  useEffect(() => {
    if (drawn === 0) return;
    setFlash(true);
    const timer = setTimeout(() => setFlash(false), FLASH_MS);
    return () => clearTimeout(timer);
  }, [drawn]);
  const width = card.config?.width_mode;
  const title = card.header?.title?.content ?? card.config?.summary?.content ?? '卡片';
  return (
    <EnvContext.Provider value={{ ...env, card }}>
      <article
        class={`card card--${width === 'compact' || width === 'fill' ? width : 'default'} card--${env.device} ${flash ? 'card--flash' : ''}`}
        aria-label={`卡片：${title}`}
      >
        <Header card={card} />
        <div
          key={drawn}
          class="card__body"
          style={{ ...flow(card.body ?? {}, 8), padding: box(card.body?.padding, '12px') }}
        >
          <Elements list={card.body?.elements} />
        </div>
      </article>
    </EnvContext.Provider>
  );
}

/** The coloured band: title, one line of subtitle, at most three tags. */
function Header({ card }: { card: CardJson }): VNode | undefined {
  const header = card.header;
  if (header === undefined) return undefined;
  const template = header.template ?? 'default';
  const family = FAMILIES.has(template) ? template : undefined;
  const grey = template === 'grey';
  const band: Style = grey
    ? { background: 'var(--c-grey-200)', '--title': 'var(--c-grey-650)' }
    : family === undefined
      ? { '--title': 'var(--text-title)' }
      : { background: `var(--c-${family}-100)`, '--title': `var(--c-${family}-600)` };
  const tags = header.text_tag_list ?? [];
  return (
    <header
      class={`card__head ${family === undefined && !grey ? 'card__head--plain' : ''}`}
      style={{ ...band, padding: box(header.padding, '12px') }}
      data-template={template}
    >
      {header.icon === undefined ? undefined : (
        <span class="card__icon">
          <Icon icon={header.icon} px={20} />
        </span>
      )}
      <div class="card__titles">
        <h3 class="card__title">
          <Text text={header.title} />
        </h3>
        {header.subtitle?.content ? <p class="card__subtitle">{header.subtitle.content}</p> : undefined}
      </div>
      {tags.length === 0 ? undefined : (
        <div class="card__tags">
          {tags.slice(0, 3).map((tag, index) => (
            <Tag key={index} colour={tag.color} within={grey ? 'grey' : family}>
              {tag.text?.content}
            </Tag>
          ))}
        </div>
      )}
    </header>
  );
}
