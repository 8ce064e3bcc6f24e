import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { margin, radius, size, type Style } from '../css.js';
import { useEnv } from '../env.js';
import type { TagProps } from '../registry.js';

const SQUARES: Readonly<Record<string, number>> = { large: 160, medium: 80, small: 40, tiny: 16 };

function boxOf(name: string | undefined): Style | undefined {
  const square = SQUARES[name ?? ''];
  if (square !== undefined) return { width: `${square}px`, height: `${square}px` };
  const match = /^(\d+)px\s+(\d+)px$/u.exec(name ?? '');
  return match === null
    ? undefined
    : { width: size(`${match[1]}px`) ?? '', height: size(`${match[2]}px`) ?? '' };
}

/** A photo: sized or as wide as the card; a very long one is cut and says so. */
export function ImgTag({ e }: TagProps): VNode {
  const env = useEnv();
  const [long, setLong] = useState(false);
  const alt = e.alt?.content ?? '图片';
  const src = env.image(e.img_key ?? '');
  const fixed = boxOf(e.size);
  const style: Style = {
    ...margin(e.margin),
    ...fixed,
    'border-radius': radius(e.corner_radius, '4px'),
  };
  if (src === undefined)
    return (
      <div class="c-img c-img__none" style={style} role="img" aria-label={`${alt}（图片取不到）`}>
        图片取不到
      </div>
    );
  const fit =
    e.scale_type === 'fit_horizontal' && fixed === undefined
      ? 'c-img__pic--fit'
      : e.scale_type === 'crop_top'
        ? 'c-img__pic--top'
        : 'c-img__pic--crop';
  const picture = (
    <>
      <img
        class={`c-img__pic ${fit} ${e.transparent === true ? 'c-img__pic--clear' : ''} ${long ? 'c-img__pic--long' : ''}`}
        src={src}
        alt={alt}
        onLoad={(event) =>
          setLong(event.currentTarget.naturalHeight * 9 > event.currentTarget.naturalWidth * 16)
        }
      />
      {long ? <span class="c-img__long">长图</span> : undefined}
      {e.title?.content ? <span class="c-img__title">{e.title.content}</span> : undefined}
    </>
  );
  if (e.preview === false)
    return (
      <div class="c-img" style={style}>
        {picture}
      </div>
    );
  return (
    <button
      type="button"
      class="c-img c-img--open"
      style={style}
      aria-label={`看大图：${alt}`}
      onClick={() => env.view(src, alt)}
    >
      {picture}
    </button>
  );
}

const PLACES: Readonly<Record<string, number>> = { double: 2, triple: 3, bisect: 6, trisect: 9 };

/** Several photos in one block; what is too many is dropped, a gap stays blank. */
export function ImgCombinationTag({ e }: TagProps): VNode {
  const mode = e.combination_mode ?? 'double';
  return (
    <div class={`c-el c-imgs c-imgs--${mode in PLACES ? mode : 'double'}`} style={margin(e.margin)}>
      {(e.img_list ?? []).slice(0, PLACES[mode] ?? 2).map((img, index) => (
        <ImgTag
          key={index}
          e={{
            tag: 'img',
            img_key: img.img_key,
            alt: { content: `图片${index + 1}` },
            corner_radius: e.corner_radius,
          }}
        />
      ))}
    </div>
  );
}
