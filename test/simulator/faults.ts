/**
 * What goes wrong with a call: `429`, `500`/`5xx`, no answer at all (`timeout`), done but not answered
 * (`accepted-no-answer`), a refused token (`expired-token`/`bad-token`), an answer after a second (`slow`), any code,
 * a caller outside the IP allow list (`ip`), or the page of a proxy on the way with any status (`page`).
 */
export type FaultKind =
  | '429'
  | '500'
  | '5xx'
  | 'timeout'
  | 'accepted-no-answer'
  | 'bad-token'
  | 'expired-token'
  | 'slow'
  | 'code'
  | 'ip'
  | 'page';

/** A fault for the next calls that match. */
export interface Fault {
  /** Against `POST /open-apis/im/v1/messages`. */
  readonly match: RegExp | string;
  readonly kind: FaultKind;
  /** For `code`; for `page` the HTTP status. */
  readonly code?: number;
  /** Seconds in `x-ogw-ratelimit-reset`, or milliseconds for `slow`. */
  readonly wait?: number;
  times: number;
}

/** Faults on demand, used up one by one. */
export class Faults {
  readonly list: Fault[] = [];

  /** The next calls that match go wrong; once if not said otherwise. */
  next(fault: Omit<Fault, 'times'> & { readonly times?: number }): void {
    this.list.push({ times: 1, ...fault });
  }

  push(...faults: readonly Fault[]): void {
    this.list.push(...faults);
  }

  clear(): void {
    this.list.length = 0;
  }

  /** Takes one use of the first fault that fits. */
  take(method: string, path: string): Fault | undefined {
    const call = `${method} ${path}`;
    const found = this.list.find(
      ({ times, match }) =>
        times > 0 && (typeof match === 'string' ? call.includes(match) : match.test(call)),
    );
    if (found !== undefined) found.times -= 1;
    return found;
  }
}
