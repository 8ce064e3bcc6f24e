import { GatewayError, type Verdict } from '../delivery/gateway-port.js';

const codes = (verdict: Verdict, ...list: number[]): [number, Verdict][] =>
  list.map((code) => [code, verdict]);

/** Codes as Feishu documents them (contract §5.2, §5.5, §5.9, §5.10); what is not here is decided by the HTTP status. */
const BY_CODE: ReadonlyMap<number, Verdict> = new Map([
  ...codes('wait', 99991400, 230020, 232019, 234019, 190004, 190005, 190010),
  ...codes('token', 99991663, 99991664, 99991665),
  ...codes('unknown', 230049),
  // This person or this group can't be reached.
  ...codes(
    'permanent',
    230002,
    230013,
    230018,
    230029,
    230034,
    230035,
    230036,
    230038,
    230053,
    230054,
    230075,
  ),
  ...codes('permanent', 232009, 99992351, 99992356, 99992361),
  // The card or the app's scopes are wrong: an operator has to do something.
  ...codes('our-bug', 230001, 230022, 230025, 230027, 230028, 230055, 230099),
  ...codes('our-bug', 99991661, 99991671, 99991672, 99992402),
  // IP allow list, monthly quota, app disabled or not usable here, bot ability off.
  ...codes('shut-out', 99991401, 99991403, 99991662, 99991673, 230006),
  ...codes('stale-message', 230011, 230110, 230031, 99992354),
]);

/** Nothing was sent and nothing will be before somebody mends the app's settings: asked again now and then. */
const SHUT_OUT_MS = 60_000;

/**
 * Turns any failure of a call into a verdict (design.md §5.2). HTTP 4xx reject with the body, HTTP 200 carries a
 * code as well: both ways end here (contract §1.2).
 * @param status HTTP status; undefined when there was no answer
 */
export function failure(
  status: number | undefined,
  body: { code?: number; msg?: string } | undefined,
  resetSeconds: string | undefined,
  cause: unknown,
): GatewayError {
  const code = typeof body?.code === 'number' ? body.code : 0;
  const words = `${status ?? 'no answer'} code ${code} ${body?.msg?.slice(0, 200) ?? ''}`.trim();
  const waitMs = resetSeconds === undefined ? undefined : Math.max(1, Number(resetSeconds) || 1) * 1000;
  const options = { cause };
  if (code === 230099 && /card action is lock/iu.test(body?.msg ?? ''))
    return new GatewayError(code, 'being-edited', words, 1000, options);
  if (status === 429) return new GatewayError(code, 'wait', words, waitMs ?? 1000, options);
  const known = BY_CODE.get(code);
  const wait = known === 'wait' ? (waitMs ?? 1000) : known === 'shut-out' ? SHUT_OUT_MS : undefined;
  if (known !== undefined) return new GatewayError(code, known, words, wait, options);
  // Feishu's refusals have a code; one without comes from a proxy or a gateway on the way.
  if (status === undefined || status >= 500 || code === 0)
    return new GatewayError(code, 'unknown', words, undefined, options);
  // A refusal nobody has seen before: given up, and somebody should look at it.
  return new GatewayError(code, 'our-bug', words, undefined, options);
}

/** How long to wait when Feishu can't be reached at all. */
const UNREACHED_MS = 15_000;

/** The call itself never went out (no connection, no token): nothing was sent, so it may simply be made later. */
export function notReached(reason: string, cause: unknown): GatewayError {
  return new GatewayError(0, 'wait', `not reached: ${reason}`, UNREACHED_MS, { cause });
}
