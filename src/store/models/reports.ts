import { text, needText, needDate, mixed, schema } from './fields.js';

export const drafts = schema({
  openId: needText,
  chatId: needText,
  text: text,
  photos: mixed,
  messageId: text,
  channel: text,
  at: needDate,
  asked: text,
});
/** Anonymous reports: the words as written, for 安委办's re-wording only; no identity (domain.md §12). */
export const anonymousReports = schema({ hazardId: needText, text: needText, at: needDate });
/** Who an anonymous reporter is, sealed apart; opened by two keepers together, each look logged. */
export const identities = schema({ openId: needText, at: needDate, asked: mixed, looks: mixed });
