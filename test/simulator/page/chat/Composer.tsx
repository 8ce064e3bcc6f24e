import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChatView, MessageView } from '../app/backend.js';
import type { DemoStore, View } from '../app/store.js';
import { Popup } from '../card/controls/popup.js';
import { suggestions } from './draft.js';
import { MentionMenu } from './MentionMenu.js';
import { OPEN_AT, splitMentions } from './mentions.js';
import { SAMPLES, sampleUrl, type Sample } from './samples.js';

interface ComposerProps {
  readonly store: DemoStore;
  readonly view: View;
  readonly chat: ChatView | undefined;
  readonly replyTo?: MessageView;
}

interface Picture {
  readonly blob: Blob;
  readonly url: string;
}

/** The line to write in: @ to the bot, a sample photo or an own one (chosen, dropped or pasted), Enter sends. */
export function Composer({ store, view, chat, replyTo }: ComposerProps): VNode {
  const group = chat?.mode === 'group';
  const place = `${view.as}|${chat?.chatId}|${replyTo?.messageId ?? ''}`;
  const [text, showText] = useState(() => (store.drafts.get(place) as string | undefined) ?? '');
  const setText = (value: string): void => {
    store.drafts.set(place, value);
    showText(value);
  };
  const [at, setAt] = useState(true);
  const [picture, setPicture] = useState<Picture | undefined>(undefined);
  const [choosing, setChoosing] = useState(false);
  const [mention, setMention] = useState(false);
  const [dropping, setDropping] = useState(false);
  const [underWay, setUnderWay] = useState(0);
  const area = useRef<HTMLTextAreaElement>(null);
  const photos = useRef<HTMLButtonElement>(null);
  const me = view.people.find((person) => person.openId === view.as)?.name ?? '';

  const take = (blob: Blob | null | undefined): void => {
    if (blob?.type.startsWith('image/') === true) setPicture({ blob, url: URL.createObjectURL(blob) });
  };
  const takeSample = async (sample: Sample): Promise<void> => {
    const response = await fetch(sampleUrl(sample));
    take(await response.blob());
  };
  // The tour puts its words in when nothing has been written yet.
  useEffect(() => {
    const follow = (): void => {
      const wanted = replyTo === undefined ? suggestions.for(me, chat?.name ?? '') : undefined;
      if (wanted === undefined) return;
      if (wanted.text !== '' && (store.drafts.get(place) ?? '') === '') setText(wanted.text);
      if (wanted.sample !== undefined) void takeSample(wanted.sample);
    };
    follow();
    return suggestions.listen(follow);
  }, [me, chat?.name]);

  const ready = text.trim() !== '' || picture !== undefined;
  const send = async (): Promise<void> => {
    if (!ready) return;
    const members = view.people.filter((person) => chat?.members.includes(person.openId) === true);
    const { text: words, mentions } = splitMentions(text, group ? members : []);
    const written = {
      text: words,
      at: group && at,
      ...(mentions.length === 0 ? {} : { mentions }),
      ...(picture === undefined ? {} : { picture: picture.blob }),
      ...(replyTo === undefined ? {} : { replyTo: replyTo.messageId }),
    };
    setText('');
    setPicture(undefined);
    suggestions.sent();
    // At once: when the answer comes, its writer may be elsewhere on the page already.
    area.current?.focus();
    setUnderWay((n) => n + 1);
    try {
      await store.say(written);
    } finally {
      setUnderWay((n) => n - 1);
    }
  };
  const write = (value: string): void => {
    setText(value);
    setMention(group && OPEN_AT.test(value));
  };
  const mentioned = (name: string | undefined): void => {
    setMention(false);
    if (name === undefined) setAt(true);
    setText(text.replace(OPEN_AT, name === undefined ? '' : `@${name} `));
    area.current?.focus();
  };
  return (
    <div
      class={dropping ? 'composer composer--drop' : 'composer'}
      onDragOver={(event) => {
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={(event) => {
        event.preventDefault();
        setDropping(false);
        take(event.dataTransfer?.files[0]);
      }}
    >
      {picture === undefined ? undefined : (
        <div class="composer__picture">
          <img src={picture.url} alt="要发的照片" />
          <button type="button" aria-label="不发这张照片" onClick={() => setPicture(undefined)}>
            ×
          </button>
        </div>
      )}
      <div class="composer__line">
        {group ? (
          <button
            type="button"
            class={at ? 'at-chip at-chip--on' : 'at-chip'}
            aria-pressed={at}
            title={at ? '安全助手会收到' : '没有@，安全助手收不到'}
            onClick={() => setAt(!at)}
          >
            @安全助手
          </button>
        ) : undefined}
        <textarea
          ref={area}
          class="composer__text"
          rows={1}
          value={text}
          aria-label={replyTo === undefined ? `发给${chat?.name ?? ''}` : '回复话题'}
          placeholder={replyTo !== undefined ? '回复' : group ? '写地点和情况' : '写给安全助手，或发“帮助”'}
          onInput={(event) => write(event.currentTarget.value)}
          onPaste={(event) => take(event.clipboardData?.files[0])}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && mention) setMention(false);
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing || mention) return;
            event.preventDefault();
            void send();
          }}
        />
        <button
          ref={photos}
          type="button"
          class="composer__icon"
          aria-label="照片"
          title="照片"
          data-tour="photos"
          aria-haspopup="dialog"
          aria-expanded={choosing}
          onClick={() => setChoosing(!choosing)}
        >
          <svg
            width="20"
            height="20"
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="1.8"
            aria-hidden="true"
          >
            <path
              d="M3 5h18v14H3Zm0 11 5-5 5 5 3-3 5 5M15.500 9.500v.1"
              stroke-linejoin="round"
              stroke-linecap="round"
            />
          </svg>
        </button>
        <button
          type="button"
          class="c-btn c-btn--primary_filled c-btn--medium composer__send"
          data-tour="send"
          aria-disabled={!ready}
          aria-busy={underWay > 0}
          onClick={() => void send()}
        >
          发送
        </button>
      </div>
      {mention ? (
        <MentionMenu anchor={area} view={view} chat={chat} pick={mentioned} close={() => setMention(false)} />
      ) : undefined}
      {choosing ? (
        <Popup
          anchor={photos}
          phone={false}
          label="照片"
          minWidth={320}
          right
          onClose={() => setChoosing(false)}
        >
          <div class="photos">
            {SAMPLES.map((sample) => (
              <button
                key={sample.file}
                type="button"
                class="photos__one"
                data-tour={`sample:${sample.file}`}
                aria-label={`样例：${sample.name}`}
                title={sample.name}
                onClick={() => {
                  setChoosing(false);
                  void takeSample(sample.file);
                }}
              >
                <img src={sampleUrl(sample.file)} alt="" loading="lazy" />
              </button>
            ))}
            <label class="photos__own">
              选自己的照片，也可以拖进来或粘贴
              <input
                type="file"
                accept="image/*"
                class="only-read"
                onChange={(event) => {
                  setChoosing(false);
                  take(event.currentTarget.files?.[0]);
                }}
              />
            </label>
          </div>
        </Popup>
      ) : undefined}
    </div>
  );
}
