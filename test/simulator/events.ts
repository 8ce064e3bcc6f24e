import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type { SimApp } from './platform.js';
import type { LoggedEvent, SimState } from './state.js';

/** Feishu's retry schedule after a failed delivery (contract §2.5), ms after the first. */
const RETRY_MS = [15_000, 300_000, 3_600_000, 21_600_000];
const CALLBACK_MS = 3000;

export interface Delivery {
  readonly envelope: Record<string, unknown>;
  readonly log: LoggedEvent;
  nextAt: number;
}

/** How the app gets its events: set by connect(). */
export interface Transport {
  /** @returns the HTTP status, or `lost` when there was no answer in time */
  event(envelope: Record<string, unknown>): Promise<number | 'lost'>;
  callback(envelope: Record<string, unknown>): Promise<{ status: number; body: unknown }>;
}

/** Encrypts as the platform does: base64(IV ‖ AES-256-CBC), key = sha256(Encrypt Key). */
export function encrypt(text: string, key: string): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(key).digest(), iv);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}

/** Signed and encrypted POSTs to the app's webhook. */
export function webhookTransport(url: string, app: SimApp, now: () => number): Transport {
  const post = async (envelope: Record<string, unknown>): Promise<{ status: number; body: unknown }> => {
    const raw = JSON.stringify({ encrypt: encrypt(JSON.stringify(envelope), app.encryptKey) });
    const timestamp = String(Math.floor(now() / 1000));
    const nonce = randomBytes(8).toString('hex');
    const signature = createHash('sha256')
      .update(timestamp + nonce + app.encryptKey + raw)
      .digest('hex');
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'x-lark-request-timestamp': timestamp,
        'x-lark-request-nonce': nonce,
        'x-lark-signature': signature,
      },
      body: raw,
      signal: AbortSignal.timeout(CALLBACK_MS),
    });
    const text = await response.text();
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      body = text;
    }
    return { status: response.status, body };
  };
  return {
    event: async (envelope) => {
      try {
        return (await post(envelope)).status;
      } catch {
        return 'lost';
      }
    },
    callback: post,
  };
}

/** Sends events, keeps the failed ones for their retries on the simulator's clock. */
export class EventEngine {
  transport: Transport | undefined;
  private readonly failed: Delivery[] = [];
  private pending = 0;

  constructor(
    private readonly state: SimState,
    private readonly app: SimApp,
    private readonly changed: () => void,
  ) {}

  /** Builds and sends an event. @returns when the first delivery was answered */
  async emit(
    type: string,
    event: Record<string, unknown>,
    eventId = this.state.id('ev_'),
  ): Promise<Record<string, unknown>> {
    const envelope = this.envelope(type, event, eventId);
    const log: LoggedEvent = { at: this.state.now(), type, envelope, status: 'lost', tries: 0 };
    this.state.events.push(log);
    await this.deliver({ envelope, log, nextAt: 0 });
    return envelope;
  }

  envelope(type: string, event: Record<string, unknown>, eventId: string): Record<string, unknown> {
    return {
      schema: '2.0',
      header: {
        event_id: eventId,
        token: this.app.verificationToken,
        create_time: String(this.state.now()),
        event_type: type,
        tenant_key: this.app.tenantKey,
        app_id: this.app.appId,
      },
      event,
    };
  }

  /** Delivers again what is due by the clock. */
  async retryDue(): Promise<void> {
    const due = this.failed.filter((delivery) => delivery.nextAt <= this.state.now());
    for (const delivery of due) {
      this.failed.splice(this.failed.indexOf(delivery), 1);
      await this.deliver(delivery);
    }
  }

  /** The same envelope once more, as the platform sometimes does after a success. */
  async again(envelope: Record<string, unknown>): Promise<number | 'lost'> {
    return this.transport === undefined ? 'lost' : this.transport.event(envelope);
  }

  private async deliver(delivery: Delivery): Promise<void> {
    this.pending += 1;
    const status = this.transport === undefined ? 'lost' : await this.transport.event(delivery.envelope);
    this.pending -= 1;
    delivery.log.status = status;
    delivery.log.tries += 1;
    this.changed();
    const wait = RETRY_MS[delivery.log.tries - 1];
    if (status === 200 || wait === undefined) return;
    delivery.nextAt = this.state.now() + wait;
    this.failed.push(delivery);
  }
}
