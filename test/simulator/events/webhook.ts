import { randomBytes } from 'node:crypto';
import type { SimApp } from '../app.js';
import { encrypt, sign } from './crypto.js';
import type { CallbackAnswer, Envelope, NoAnswer, Tamper, Transport } from './transport.js';

/** The whole call may take 3 s (contract §2.5, §4.1). */
export const ANSWER_MS = 3000;
/** The challenge must come back within a second (contract §2.2). */
const CHALLENGE_MS = 1000;
const DAY_MS = 24 * 3_600_000;

/** Encrypted and signed POSTs to the app's webhook. */
export function webhookTransport(
  url: string,
  app: SimApp,
  now: () => number,
  answerMs = ANSWER_MS,
): Transport {
  const deliver = async (envelope: Envelope, tamper: Tamper | undefined): Promise<CallbackAnswer> => {
    const { raw, headers } = dress(envelope, app, now(), tamper);
    return post(url, raw, headers, answerMs);
  };
  return {
    kind: 'webhook',
    event: async (envelope, tamper) => {
      const answer = await deliver(envelope, tamper);
      return 'none' in answer ? 'lost' : answer.status;
    },
    callback: deliver,
  };
}

/** The body and headers of a delivery; an app without an Encrypt Key gets it plain and unsigned (contract §2.4). */
function dress(
  envelope: Envelope,
  app: SimApp,
  now: number,
  tamper: Tamper | undefined,
): { raw: string; headers: Record<string, string> } {
  const header = envelope['header'] as object;
  const sent =
    tamper === 'wrong-token' ? { ...envelope, header: { ...header, token: 'somebody-else' } } : envelope;
  const text = JSON.stringify(sent);
  if (app.encryptKey === '') return { raw: text, headers: {} };
  const key = tamper === 'wrong-key' ? 'another-key' : app.encryptKey;
  const raw = tamper === 'plain' ? text : JSON.stringify({ encrypt: encrypt(text, key) });
  if (tamper === 'unsigned') return { raw, headers: {} };
  const timestamp = String(Math.floor((tamper === 'stale' ? now - DAY_MS : now) / 1000));
  const nonce = randomBytes(8).toString('hex');
  const signature = sign(timestamp, nonce, tamper === 'wrong-signature' ? 'x' : key, raw);
  return {
    raw: tamper === 'tampered' ? raw.replace('{"encrypt":"', '{"encrypt":"AAAA') : raw,
    headers: {
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': nonce,
      'x-lark-signature': signature,
    },
  };
}

async function post(
  url: string,
  raw: string,
  headers: Record<string, string>,
  limit: number,
): Promise<CallbackAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      // A redirect counts as a wrong status (contract §4.1).
      redirect: 'manual',
      headers: { 'content-type': 'application/json;charset=utf-8', ...headers },
      body: raw,
      signal: AbortSignal.timeout(limit),
    });
    return {
      status: response.status,
      body: parsed(await response.text()),
      headers: Object.fromEntries(response.headers),
    };
  } catch (error) {
    return { none: reason(error) };
  }
}

function reason(error: unknown): NoAnswer {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  if (name === 'TimeoutError') return 'timeout';
  const code = cause?.code;
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'dns' : 'refused';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/**
 * What the console says when the URL is saved: it sends the challenge, encrypted if there is a key and without
 * signature headers (contract §2.2).
 */
export async function saveUrl(
  url: string,
  app: SimApp,
): Promise<{ readonly ok: boolean; readonly message: string }> {
  const challenge = randomBytes(12).toString('hex');
  const text = JSON.stringify({ challenge, token: app.verificationToken, type: 'url_verification' });
  const raw = app.encryptKey === '' ? text : JSON.stringify({ encrypt: encrypt(text, app.encryptKey) });
  const answer = await post(url, raw, {}, CHALLENGE_MS);
  if ('none' in answer && answer.none !== 'timeout')
    return { ok: false, message: '请填写有效的 HTTP/HTTPS URL' };
  if ('none' in answer || answer.status !== 200) return { ok: false, message: 'Challenge code 没有返回' };
  if (typeof answer.body !== 'object' || answer.body === null)
    return { ok: false, message: '返回数据不是合法的 JSON 格式' };
  const same = (answer.body as { challenge?: unknown }).challenge === challenge;
  return same ? { ok: true, message: '' } : { ok: false, message: 'Challenge code 没有返回' };
}
