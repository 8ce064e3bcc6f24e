/** From this age on a card is replaced; Feishu changes cards for 14 days only. */
export const RENEW_AFTER_MS = 12.5 * 24 * 3_600_000;
/** A click on a card older than this is answered by a fresh card in private. */
export const EXPIRED_AFTER_MS = 14 * 24 * 3_600_000;
