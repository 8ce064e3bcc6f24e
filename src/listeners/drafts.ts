/** What somebody has sent so far: pictures waiting for a sentence. Kept for ten minutes. */
export interface Draft {
  readonly _id: string;
  readonly openId: string;
  readonly chatId: string;
  readonly photos?: readonly { readonly messageId: string; readonly fileKey: string }[];
  readonly text?: string;
  readonly messageId?: string;
  readonly at: Date;
  /** `anonymous`: the next message is an anonymous report. */
  readonly asked?: string;
}

export const DRAFT_MS = 10 * 60_000;

/** One person in one chat: never joined with somebody else's words (cases.md 14). */
export const draftKey = (openId: string, chatId: string): string => `${openId}:${chatId}`;
