import { GatewayError, type Verdict } from '../delivery/gateway-port.js';

const BY_CODE: Readonly<Record<number, Verdict>> = {
  99991400: 'wait',
  230020: 'wait',
  232019: 'wait',
  99991661: 'our-bug',
  99991663: 'token',
  99991664: 'token',
  99991665: 'token',
  230049: 'unknown',
  230002: 'permanent',
  230006: 'permanent',
  230013: 'permanent',
  230018: 'permanent',
  230027: 'permanent',
  230029: 'permanent',
  230034: 'permanent',
  230035: 'permanent',
  230053: 'permanent',
  232009: 'permanent',
  99992351: 'permanent',
  99992361: 'permanent',
  230001: 'our-bug',
  230025: 'our-bug',
  230099: 'our-bug',
  230011: 'stale-message',
  230110: 'stale-message',
  230031: 'stale-message',
};

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
  const code = body?.code ?? 0;
  const words = `${status ?? 'no answer'} code ${code} ${body?.msg?.slice(0, 200) ?? ''}`.trim();
  const waitMs = resetSeconds === undefined ? undefined : Math.max(1, Number(resetSeconds) || 1) * 1000;
  const options = { cause };
  if (code === 230099 && /card action is lock/iu.test(body?.msg ?? '')) return new GatewayError(code, 'being-edited', words, 1000, options);
  if (status === 429) return new GatewayError(code, 'wait', words, waitMs ?? 1000, options);
  const known = BY_CODE[code];
  if (known !== undefined) return new GatewayError(code, known, words, known === 'wait' ? (waitMs ?? 1000) : undefined, options);
  if (status === undefined || status >= 500) return new GatewayError(code, 'unknown', words, undefined, options);
  return new GatewayError(code, 'permanent', words, undefined, options);
}
