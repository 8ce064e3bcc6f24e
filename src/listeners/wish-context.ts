import type { MessageIn } from '../feishu/inbound.js';
import type { Notice, NoticeType } from '../notices.js';
import type { Org } from '../people/org.js';
import type { Person } from '../people/person.js';
import type { Wish } from './commands.js';
import type { Decidable } from './decisions.js';

/** A command with everything known about who gave it and where. */
export interface WishContext {
  readonly key: string;
  readonly message: MessageIn;
  readonly person: Person | undefined;
  readonly org: Org;
  readonly wish: Wish;
  readonly deciding: Decidable;
  readonly answered?: { hazardId?: string; type: NoticeType; stage?: number };
}

/** Answers where the command was given: under it in a group, in the private chat otherwise. */
export type Say = (title: string, lines: readonly string[], buttons?: readonly string[]) => Promise<void>;

/** Shows a card to the asker in private. */
export type Show = (type: NoticeType, facts?: Notice['facts']) => Promise<void>;
