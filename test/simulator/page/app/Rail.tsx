import type { VNode } from 'preact';
import { Avatar } from '../card/bits.js';
import { CAST } from './cast.js';
import type { View } from './store.js';

/** The faces: one click and one is somebody else; a number says who has something to do. */
export function Rail({ view, become }: { view: View; become(openId: string): void }): VNode {
  const known = CAST.flatMap((name) => view.people.filter((person) => person.name === name && !person.left));
  const others = view.people.filter(
    (person) => !CAST.includes(person.name) && person.unread > 0 && !person.left,
  );
  return (
    <nav class="rail" aria-label="换人">
      {[...known, ...others].map((person) => {
        const on = person.openId === view.as;
        return (
          <button
            key={person.openId}
            type="button"
            class={on ? 'face face--on' : 'face'}
            data-tour={`face:${person.name}`}
            aria-pressed={on}
            aria-label={`${person.name}，${person.title}${person.unread > 0 ? `，${person.unread}条未读` : ''}`}
            title={`${person.name} · ${person.title}`}
            onClick={() => become(person.openId)}
          >
            <span class="face__pic">
              <Avatar name={person.name} px={36} src={person.avatar} />
              {person.unread > 0 ? <Badge n={person.unread} /> : undefined}
            </span>
            <span class="face__name">{person.name}</span>
            <span class="face__role">{person.title.replace(/（.*）/u, '').slice(0, 5)}</span>
          </button>
        );
      })}
    </nav>
  );
}

export const Badge = ({ n }: { n: number }): VNode => (
  <span class="badge" aria-hidden="true">
    {n > 99 ? '99+' : n}
  </span>
);
