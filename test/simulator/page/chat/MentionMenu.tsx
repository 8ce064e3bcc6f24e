import type { RefObject, VNode } from 'preact';
import { useId } from 'preact/hooks';
import type { ChatView } from '../app/backend.js';
import type { View } from '../app/store.js';
import { Listbox } from '../card/controls/listbox.js';
import { Popup } from '../card/controls/popup.js';

interface MentionMenuProps {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly view: View;
  readonly chat: ChatView | undefined;
  /** undefined = the bot. */
  pick(name: string | undefined): void;
  close(): void;
}

const BOT = 'bot';

/** After an @: the bot first, then who is in the group. */
export function MentionMenu({ anchor, view, chat, pick, close }: MentionMenuProps): VNode {
  const id = useId();
  const people = view.people.filter(
    (person) => chat?.members.includes(person.openId) === true && person.openId !== view.as,
  );
  const rows = [
    { value: BOT, text: '安全助手', under: '机器人', face: true },
    ...people.map((person) => ({
      value: person.name,
      text: person.name,
      under: person.title,
      face: true,
      avatar: person.avatar,
    })),
  ];
  return (
    <Popup anchor={anchor} phone={false} label="提到谁" minWidth={240} onClose={close}>
      <Listbox
        id={id}
        label="提到谁"
        rows={rows}
        chosen={[]}
        several={false}
        searchable
        pick={(value) => pick(value === BOT ? undefined : value)}
        leave={() => {
          close();
          anchor.current?.focus();
        }}
      />
    </Popup>
  );
}
