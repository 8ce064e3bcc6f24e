/** What somebody has sent so far: pictures waiting for a sentence, or a message about which they were asked. */
export interface Draft {
  readonly _id: string;
  readonly openId: string;
  readonly chatId: string;
  readonly photos?: readonly {
    readonly messageId: string;
    readonly fileKey: string;
    readonly byOpenId?: string;
  }[];
  readonly text?: string;
  readonly messageId?: string;
  readonly channel?: 'group' | 'private';
  readonly at: Date;
  /** `anonymous`: the next message is an anonymous report. `which`: of which hazard it tells; without text: answered. */
  readonly asked?: string;
}

/** How long the rest of what somebody is typing is waited for. */
export const DRAFT_MS = 10 * 60_000;
/** A message about which somebody was asked; long before, it is registered (which-mended.ts). */
export const ASKED_MS = 2 * 24 * 3_600_000;
export const WHICH = 'which';
/** Its text said too little, and its author was asked where and what. */
export const MORE = 'more';

/** Who wants to be anonymous may take long over the words: if the wish lapsed, they would go out under a name. */
export const ANONYMOUS_MS = 2 * 3_600_000;
export const ANONYMOUS = 'anonymous';
/** Words that were to be anonymous and stand in a group: registered if their author says so. */
export const BY_NAME = 'by-name';

export const keptFor = ({ asked }: Pick<Draft, 'asked'>): number =>
  asked === WHICH ? ASKED_MS : asked === ANONYMOUS || asked === BY_NAME ? ANONYMOUS_MS : DRAFT_MS;

/** One person in one chat: never joined with somebody else's words (cases.md 14). */
export const draftKey = (openId: string, chatId: string): string => `${openId}:${chatId}`;
