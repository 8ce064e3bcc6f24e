import type { MessageView } from '../app/backend.js';

/** A message that stands in the chat, with the answers that hang below it. */
export interface Branch {
  readonly root: MessageView;
  readonly replies: readonly MessageView[];
}

/** In a group answers hang below what they answer; in a private chat all stand in line. */
export function arrange(messages: readonly MessageView[], group: boolean): readonly Branch[] {
  if (!group) return messages.map((root) => ({ root, replies: [] }));
  const branches = new Map<string, { root: MessageView; replies: MessageView[] }>();
  for (const message of messages) {
    const parent = message.rootId === undefined ? undefined : branches.get(message.rootId);
    if (parent === undefined) branches.set(message.messageId, { root: message, replies: [] });
    else parent.replies.push(message);
  }
  return [...branches.values()];
}
