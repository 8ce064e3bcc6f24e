import type { VNode } from 'preact';
import type { MessageView } from '../app/backend.js';
import { timeOf } from '../app/when.js';
import { Avatar } from '../card/bits.js';
import { Card } from '../card/Card.js';
import type { CardEnv } from '../card/env.js';
import type { CardJson } from '../card/types.js';

interface MessageProps {
  readonly message: MessageView;
  readonly quoted?: MessageView | undefined;
  envOf(message: MessageView): Omit<CardEnv, 'card'>;
  view(src: string, alt: string): void;
  reply?: (() => void) | undefined;
}

/** One message: face, name, bubble or card; a recalled one is a grey line. */
export function Message({ message, quoted, envOf, view, reply }: MessageProps): VNode {
  if (message.recalled)
    return (
      <p class="line" id={`m-${message.messageId}`}>
        {message.mine ? '您' : message.sender.name}撤回了一条消息
      </p>
    );
  return (
    <div
      class={message.mine ? 'msg msg--mine' : 'msg'}
      id={`m-${message.messageId}`}
      data-message={message.messageId}
    >
      <Avatar
        name={message.sender.name}
        px={36}
        bot={message.sender.bot}
        src={message.sender.bot ? '' : message.sender.avatar}
      />
      <div class={message.card === undefined ? 'msg__body' : 'msg__body msg__body--card'}>
        <div class="msg__head">
          <span>{message.sender.name}</span>
          {message.sender.bot ? <span class="bot-tag">机器人</span> : undefined}
          {message.urgent ? <span class="urgent-tag">加急</span> : undefined}
          <time dateTime={new Date(message.createdAt).toISOString()}>{timeOf(message.createdAt)}</time>
        </div>
        {quoted === undefined ? undefined : (
          <div class="quote">
            回复 {quoted.sender.name}：{quoted.words.slice(0, 60)}
          </div>
        )}
        {message.card === undefined ? (
          <Bubble message={message} view={view} />
        ) : (
          <Card card={message.card as CardJson} env={envOf(message)} />
        )}
        <Reactions message={message} />
        {reply === undefined ? undefined : (
          <button type="button" class="msg__reply" onClick={reply}>
            回复
          </button>
        )}
      </div>
    </div>
  );
}

function Bubble({ message, view }: { message: MessageView; view(src: string, alt: string): void }): VNode {
  const words =
    message.type === 'image' || message.type === 'file' ? '' : message.words.replaceAll('[图片]', '').trim();
  return (
    <div class={words === '' ? 'bubble bubble--bare' : 'bubble'}>
      {words === '' ? undefined : <span class="bubble__words">{marked(words)}</span>}
      {message.images.map((image) => (
        <button
          key={image.key}
          type="button"
          class="bubble__img"
          aria-label="看大图"
          onClick={() => view(image.url, '照片')}
        >
          <img src={image.url} alt="照片" />
        </button>
      ))}
      {message.files.map((file) => (
        <a key={file.key} class="file" href={file.url} download={file.name}>
          <span class="file__icon" aria-hidden="true">
            {(file.name.split('.').at(-1) ?? '').slice(0, 4).toUpperCase()}
          </span>
          <span>
            {file.name}
            <small>{Math.max(1, Math.round(file.size / 1024))} KB</small>
          </span>
        </a>
      ))}
    </div>
  );
}

/** Mentions are blue. */
function marked(words: string): (string | VNode)[] {
  return words.split(/(@[\p{Script=Han}\w]{2,8})(?=\s|$)/gu).map((part, index) =>
    part.startsWith('@') ? (
      <span key={index} class="c-at">
        {part}
      </span>
    ) : (
      part
    ),
  );
}

function Reactions({ message }: { message: MessageView }): VNode | undefined {
  if (message.reactions.length === 0) return undefined;
  return (
    <div class="reactions">
      {message.reactions.map((reaction) => (
        <span key={reaction.emoji} class="reaction">
          {EMOJI[reaction.emoji] ?? reaction.emoji} <i aria-hidden="true" /> {reaction.by.join('、')}
        </span>
      ))}
    </div>
  );
}

const EMOJI: Readonly<Record<string, string>> = {
  OK: '👌',
  THUMBSUP: '👍',
  DONE: '✅',
  Get: '收到',
  SMILE: '🙂',
  HEART: '❤️',
};
