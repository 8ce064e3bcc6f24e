/** An outbox row, as far as the contract cares: it has every type of field. */
export interface Row {
  readonly _id: string;
  readonly kind?: 'send' | 'refresh' | 'photo';
  readonly class?: string;
  readonly lane?: string;
  readonly notice?: unknown;
  readonly hazardId?: string;
  readonly wakeAt?: Date;
  readonly state?: string;
  readonly open?: boolean;
  readonly started?: number;
  readonly finished?: number;
  readonly attempts?: number;
  readonly createdAt?: Date;
  readonly token?: string;
  readonly error?: string;
  readonly schema?: number;
}

/** A person: a list of scalars, and a part with required fields. */
export interface Named {
  readonly _id: string;
  readonly name: string;
  readonly post: string;
  readonly roles?: readonly string[];
  readonly state: 'active' | 'left';
  readonly mobile?: string;
  readonly leave?: { readonly from: string; readonly to: string; readonly substituteId: string };
}

export const at = (text: string): Date => new Date(text);

export function row(id: string, more: Partial<Row> = {}): Row {
  return {
    _id: id,
    kind: 'send',
    class: 'nag',
    lane: 'p/a',
    state: 'waiting',
    open: true,
    started: 0,
    finished: 0,
    attempts: 0,
    createdAt: at('2026-10-01T00:00:00Z'),
    schema: 1,
    ...more,
  };
}

export const person = (id: string, more: Partial<Named> = {}): Named => ({
  _id: id,
  name: id,
  post: '护理员',
  state: 'active',
  ...more,
});

/** The smallest hazard: it has the two unique indexes. */
export interface Danger {
  readonly _id: string;
  readonly code: string;
  readonly source?: { readonly channel: string; readonly messageId?: string; readonly index?: number };
  readonly history?: readonly { readonly seq: number; readonly at: Date }[];
  readonly plan?: unknown;
}

export function danger(id: string, code: string, messageId?: string, index?: number): Danger {
  const day = at('2026-10-09T01:00:00Z');
  const source = {
    channel: 'group',
    ...(messageId === undefined ? {} : { messageId }),
    ...(index === undefined ? {} : { index }),
  };
  const rest = {
    anonymous: false,
    reportedAt: day,
    text: '灯不亮',
    title: '灯不亮',
    kind: 'FIRE',
    level: 'ordinary',
    majorConfirmed: false,
  };
  const state = {
    status: 'reported',
    open: true,
    stageSeq: 1,
    version: 1,
    relayedSeq: 0,
    relayPending: true,
    round: 1,
  };
  return {
    _id: id,
    code,
    source,
    ...rest,
    ...state,
    searchText: '灯不亮',
    reportedDay: '2026-10-09',
    schema: 1,
  } as Danger;
}
