import type { VNode } from 'preact';
import { Avatar } from '../bits.js';
import { margin } from '../css.js';
import { useEnv } from '../env.js';
import type { TagProps } from '../registry.js';

const SIZES: Readonly<Record<string, number>> = { extra_small: 20, small: 24, medium: 32, large: 40 };

export function PersonTag({ e }: TagProps): VNode {
  const env = useEnv();
  const person = env.person(e.user_id ?? '');
  const name = person?.name ?? '未知用户';
  const named = e.show_name === true;
  return (
    <div class="c-el" style={margin(e.margin)}>
      <span class={e.style === 'capsule' ? 'c-person c-person--capsule' : 'c-person'} title={name}>
        {e.show_avatar === false ? undefined : (
          <Avatar name={name} px={SIZES[e.size ?? 'medium'] ?? 32} src={person?.avatar} />
        )}
        {named ? <span>{name}</span> : <span class="only-read">{name}</span>}
      </span>
    </div>
  );
}

/** Faces in a row; without names they overlap. */
export function PersonListTag({ e }: TagProps): VNode {
  const env = useEnv();
  const px = SIZES[e.size ?? 'medium'] ?? 32;
  const named = e.show_name !== false;
  const faces = e.show_avatar === true || !named;
  const clamp = e.lines === undefined ? {} : { '-webkit-line-clamp': String(e.lines) };
  return (
    <div
      class={named ? 'c-el c-people' : 'c-el c-people c-people--stack'}
      style={{ ...margin(e.margin), ...clamp }}
    >
      {(e.persons ?? []).map((person, index) => {
        const face = env.person(person.id ?? '');
        const name = face?.name ?? '未知用户';
        return (
          <span key={index} class="c-person" title={name}>
            {faces ? <Avatar name={name} px={px} src={face?.avatar} /> : undefined}
            <span class={named ? '' : 'only-read'}>{name}</span>
          </span>
        );
      })}
    </div>
  );
}
