import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Card } from '../card/Card.js';
import type { Action, CardEnv, PersonFace } from '../card/env.js';
import type { CardJson } from '../card/types.js';
import { useOverlay } from './overlay.js';
import { SPECIMENS } from './specimens/index.js';
import { useDevice, useTheme } from './theme.js';

interface GalleryData {
  readonly cards: readonly CardJson[];
  readonly people?: readonly PersonFace[];
  /** Image key to address. */
  readonly images?: Readonly<Record<string, string>>;
}

const SAMPLES: Readonly<Record<string, string>> = {
  img_gauge: '/page/assets/gauge-red.jpg',
  img_renewed: '/page/assets/gauge-green.jpg',
  img_exit: '/page/assets/exit-locked.jpg',
  img_boxes: '/page/assets/corridor-boxes.jpg',
};

/** Cards as a list, `{cards, people, images}`, or one card. */
function read(data: unknown): GalleryData {
  if (Array.isArray(data)) return { cards: data as CardJson[] };
  const given = (data ?? {}) as Partial<GalleryData>;
  return given.cards === undefined ? { cards: [data as CardJson] } : (given as GalleryData);
}

async function load(): Promise<GalleryData> {
  const posted = document.getElementById('cards')?.textContent;
  if (posted !== null && posted !== undefined) return read(JSON.parse(posted));
  const src = new URLSearchParams(location.search).get('src');
  if (src === null) return SPECIMENS;
  return read(await (await fetch(src)).json());
}

/**
 * `/gallery?src=<address of JSON>` or a POST: draws any cards, for their screenshots.
 * `device=phone|pc`, `theme=dark|light`, `width=<px>` choose how; clicks are written to `window.clicks`.
 */
export function Gallery(): VNode {
  const [data, setData] = useState<GalleryData | undefined>(undefined);
  const [theme] = useTheme();
  const narrow = useDevice();
  const overlay = useOverlay();
  const asked = new URLSearchParams(location.search);
  const device = asked.get('device') === 'phone' ? 'phone' : asked.get('device') === 'pc' ? 'pc' : narrow;
  const width = Number(asked.get('width')) || undefined;
  useEffect(() => void load().then(setData), []);
  const env: Omit<CardEnv, 'card'> = {
    device,
    dark: theme === 'dark',
    members: data?.people ?? [],
    person: (id) => data?.people?.find((person) => person.openId === id),
    image: (key) => data?.images?.[key] ?? SAMPLES[key],
    now: () => Date.UTC(2026, 4, 25, 2),
    act: async (action) => {
      clicks().push(action);
      await Promise.resolve();
    },
    toast: overlay.toast,
    confirm: overlay.confirm,
    view: overlay.view,
    openUrl: (url) => clicks().push({ tag: 'open_url', value: url }),
  };
  return (
    <main class={`gallery gallery--${device}`} data-ready={data !== undefined}>
      <h1 class="only-read">卡片</h1>
      {data?.cards.map((card, index) => (
        <div key={index} class="gallery__one" style={width === undefined ? {} : { width: `${width}px` }}>
          <Card card={card} env={env} />
        </div>
      ))}
      {overlay.drawn}
    </main>
  );
}

/** What was clicked, for tests. */
function clicks(): Action[] {
  const holder = window as unknown as { clicks?: Action[] };
  return (holder.clicks ??= []);
}
