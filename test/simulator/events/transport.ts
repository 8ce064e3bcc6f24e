export type Envelope = Record<string, unknown>;

/** How a delivery is spoilt on purpose; `tampered` is changed on the way, after it was signed. */
export type Tamper =
  'wrong-signature' | 'unsigned' | 'tampered' | 'wrong-key' | 'wrong-token' | 'stale' | 'plain';

/** Why there was no answer at all. */
export type NoAnswer = 'timeout' | 'refused' | 'dns' | 'offline';

export type CallbackAnswer =
  | { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly none: NoAnswer };

/** How the app gets its events: its webhook or its long connection. */
export interface Transport {
  readonly kind: 'webhook' | 'socket';
  /** @returns the HTTP status, or `lost` when there was no answer in time */
  event(envelope: Envelope, tamper?: Tamper): Promise<number | 'lost'>;
  callback(envelope: Envelope, tamper?: Tamper): Promise<CallbackAnswer>;
}
