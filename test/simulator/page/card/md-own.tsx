import type { ComponentChildren, VNode } from 'preact';
import { Avatar } from './bits.js';
import { Tag } from './pill.js';
import { useEnv } from './env.js';
import { safeUrl } from './act.js';

interface OwnProps {
  readonly name: string;
  readonly attrs: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
}

/** Feishu's own inline tags: at, person, text_tag, number_tag, local_datetime, link. */
export function Own({ name, attrs, children }: OwnProps): VNode {
  if (name === 'at') return <At attrs={attrs} />;
  if (name === 'person') return <PersonTag attrs={attrs} />;
  if (name === 'text_tag') return <Tag colour={attrs['color']}>{children}</Tag>;
  if (name === 'number_tag') return <span class="c-number">{children}</span>;
  if (name === 'local_datetime') return <LocalTime attrs={attrs} />;
  const href = safeUrl(attrs['pc_url'] ?? attrs['url'] ?? attrs['href']);
  return href === undefined ? (
    <span>{children}</span>
  ) : (
    <a class="c-link" href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}

function At({ attrs }: { attrs: Readonly<Record<string, string>> }): VNode {
  const env = useEnv();
  const ids = (attrs['ids'] ?? attrs['id'] ?? attrs['email'] ?? '').split(',');
  return (
    <>
      {ids.map((id) => (
        <span key={id} class="c-at">
          @{id === 'all' ? '所有人' : (env.person(id)?.name ?? '未知用户')}
        </span>
      ))}
    </>
  );
}

/** A face and a name in the line; it does not ping. */
function PersonTag({ attrs }: { attrs: Readonly<Record<string, string>> }): VNode {
  const env = useEnv();
  const person = env.person(attrs['id'] ?? '');
  const name = person?.name ?? '未知用户';
  return (
    <span class={`c-person ${attrs['style'] === 'capsule' ? 'c-person--capsule' : ''}`}>
      {attrs['show_avatar'] === 'false' ? undefined : <Avatar name={name} px={18} src={person?.avatar} />}
      {attrs['show_name'] === 'false' ? undefined : <span>{name}</span>}
    </span>
  );
}

const FORMATS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_short: { month: 'long', day: 'numeric' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  week: { weekday: 'long' },
  week_short: { weekday: 'short' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  time_sec: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  timezone: { timeZoneName: 'short', hour: '2-digit' },
};

function LocalTime({ attrs }: { attrs: Readonly<Record<string, string>> }): VNode {
  const ms = Number(attrs['millisecond']);
  if (!Number.isFinite(ms)) return <span />;
  const format = new Intl.DateTimeFormat('zh-CN', FORMATS[attrs['format_type'] ?? ''] ?? FORMATS['date_num']);
  return <time dateTime={new Date(ms).toISOString()}>{format.format(ms)}</time>;
}

/** A picture inside markdown. */
export function Picture({ imageKey, alt }: { imageKey: string; alt: string }): VNode {
  const env = useEnv();
  const src = env.image(imageKey);
  if (src === undefined) return <span class="c-img__none c-img__none--inline">图片取不到</span>;
  return (
    <button type="button" class="c-md__img" aria-label={`看大图：${alt}`} onClick={() => env.view(src, alt)}>
      <img src={src} alt={alt} />
    </button>
  );
}
