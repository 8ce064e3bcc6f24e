import type { SimApp } from './app.js';
import type { EventRecord } from './client-api.js';
import type { Timetable } from './clock.js';
import type { AppConsole } from './console.js';
import type { CallbackAnswer, Envelope, Tamper, Transport } from './events/transport.js';
import type { SimState } from './state.js';

export { encrypt } from './events/crypto.js';
export type { Transport } from './events/transport.js';

/** Feishu's retry schedule after a failed delivery (contract §2.5): each counted from the try before. */
const RETRY_MS = [15_000, 300_000, 3_600_000, 21_600_000];

/**
 * What happens to the next events: sent again after a success, never sent, lost on the way (so it is tried again),
 * held until `release`, or spoilt at the first try.
 */
export interface EventFault {
  readonly kind: 'duplicate' | 'drop' | 'lose' | 'hold' | Tamper;
  /** Only events of this type. */
  readonly type?: string;
  times?: number;
}

interface Delivery {
  readonly envelope: Envelope;
  readonly log: EventRecord;
  nextAt: number;
}

/** Sends events, keeps the failed ones for their retries on the simulator's clock. */
export class EventEngine implements Timetable {
  transport: Transport | undefined;
  private readonly failed: Delivery[] = [];
  private readonly held: Delivery[] = [];
  private readonly faults: EventFault[] = [];

  constructor(
    private readonly state: SimState,
    private readonly app: SimApp,
    private readonly console: AppConsole,
    private readonly changed: (event: EventRecord) => void,
  ) {}

  /** The next events of a type go wrong; one if not said otherwise. */
  next(fault: EventFault): void {
    this.faults.push({ times: 1, ...fault });
  }

  /** Builds and sends an event. @returns when the first delivery was answered */
  async emit(
    type: string,
    event: Record<string, unknown>,
    eventId = this.state.id('ev_'),
  ): Promise<Record<string, unknown>> {
    const envelope = this.envelope(type, event, eventId);
    if (this.console.live.events?.includes(type) === false) return envelope;
    const delivery = { envelope, log: this.log(type, eventId, envelope), nextAt: 0 };
    const fault = this.takeFault(type);
    switch (fault) {
      case 'drop':
        break;
      case 'lose':
        this.settle(delivery, 'lost', 0);
        break;
      case 'hold':
        delivery.log.status = 'held';
        this.held.push(delivery);
        break;
      case 'duplicate':
        await this.deliver(delivery);
        await this.deliver(delivery);
        break;
      default:
        await this.deliver(delivery, fault);
    }
    return envelope;
  }

  envelope(type: string, event: Record<string, unknown>, eventId: string): Record<string, unknown> {
    // Microseconds in callbacks, milliseconds in events (contract §0, trap 45).
    const digits = type === 'card.action.trigger' ? '000' : '';
    return {
      schema: '2.0',
      header: {
        event_id: eventId,
        token: this.app.verificationToken,
        create_time: `${this.state.now()}${digits}`,
        event_type: type,
        tenant_key: this.app.tenantKey,
        app_id: this.app.appId,
      },
      event,
    };
  }

  /** Sends a callback: once, never again (contract §2.1). */
  async call(envelope: Envelope, eventId: string): Promise<CallbackAnswer> {
    const log = this.log('card.action.trigger', eventId, envelope);
    const tamper = this.takeFault('card.action.trigger');
    const started = performance.now();
    const answer: CallbackAnswer =
      this.transport === undefined
        ? { none: 'offline' }
        : await this.transport.callback(envelope, isTamper(tamper) ? tamper : undefined);
    log.status = 'none' in answer ? 'lost' : answer.status;
    log.answer = 'none' in answer ? answer.none : answer.body;
    log.tries = 1;
    log.deliveries.push({
      at: this.state.now(),
      status: log.status,
      ms: Math.round(performance.now() - started),
    });
    this.changed(log);
    return answer;
  }

  /** Delivers what was held, newest first: events may come in any order (contract §2.5). */
  async release(order: 'reversed' | 'kept' = 'reversed'): Promise<void> {
    const list = this.held.splice(0);
    for (const delivery of order === 'reversed' ? list.reverse() : list) await this.deliver(delivery);
  }

  nextAt(): number | undefined {
    return this.failed.length === 0 ? undefined : Math.min(...this.failed.map((delivery) => delivery.nextAt));
  }

  run(): Promise<void> {
    return this.retryDue();
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
  async again(envelope: Envelope): Promise<number | 'lost'> {
    return this.transport === undefined ? 'lost' : this.transport.event(envelope);
  }

  private log(type: string, eventId: string, envelope: Envelope): EventRecord {
    const { events } = this.state;
    const n = (events.at(-1)?.n ?? 0) + 1;
    const log: EventRecord = {
      n,
      at: this.state.now(),
      type,
      eventId,
      envelope,
      status: 'lost',
      tries: 0,
      deliveries: [],
    };
    events.push(log);
    return log;
  }

  private takeFault(type: string): EventFault['kind'] | undefined {
    const found = this.faults.find((fault) => (fault.times ?? 0) > 0 && (fault.type ?? type) === type);
    if (found !== undefined) found.times = (found.times ?? 1) - 1;
    return found?.kind;
  }

  private async deliver(delivery: Delivery, fault?: EventFault['kind']): Promise<void> {
    const started = performance.now();
    const tamper = isTamper(fault) ? fault : undefined;
    const status =
      this.transport === undefined ? 'lost' : await this.transport.event(delivery.envelope, tamper);
    this.settle(delivery, status, Math.round(performance.now() - started));
  }

  /** Only 200 is a success (contract §2.5); anything else comes again, at most four times. */
  private settle(delivery: Delivery, status: number | 'lost', ms: number): void {
    const { log } = delivery;
    const taken = log.status === 200;
    log.status = status;
    log.tries += 1;
    log.deliveries.push({ at: this.state.now(), status, ms });
    delete log.nextAt;
    const wait = RETRY_MS[log.tries - 1];
    if (status !== 200 && !taken && wait !== undefined) {
      delivery.nextAt = this.state.now() + wait;
      log.nextAt = delivery.nextAt;
      this.failed.push(delivery);
    }
    this.changed(log);
  }
}

function isTamper(kind: EventFault['kind'] | undefined): kind is Tamper {
  return kind !== undefined && !['duplicate', 'drop', 'lose', 'hold'].includes(kind);
}
