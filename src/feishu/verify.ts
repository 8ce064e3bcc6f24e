import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';

export interface SignatureHeaders {
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
}

/**
 * Is the signature right? sha256(timestamp + nonce + key + raw bytes), hex, compared in constant time
 * (feishu-contract §2.4). Over the raw bytes: a re-serialised body would refuse correct signatures.
 */
export function signatureHolds(raw: Buffer, headers: SignatureHeaders, encryptKey: string): boolean {
  const expected = createHash('sha256')
    .update(headers.timestamp + headers.nonce + encryptKey)
    .update(raw)
    .digest('hex');
  return sameText(expected, headers.signature.toLowerCase());
}

/** Compares without telling by its duration how much was right. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  // Lengths are no secret: digests and tokens have known ones.
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Opens an encrypted body: AES-256-CBC, key = sha256(Encrypt Key), the first 16 bytes are the IV.
 * @throws Error when it was not made with this key
 */
export function decrypt(encrypted: string, encryptKey: string): string {
  const bytes = Buffer.from(encrypted, 'base64');
  const key = keyOf(encryptKey);
  const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16));
  return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8');
}

const keys = new Map<string, Buffer>();

/** The AES key of an Encrypt Key; there is one in a process, hashed once. */
function keyOf(encryptKey: string): Buffer {
  const known = keys.get(encryptKey) ?? createHash('sha256').update(encryptKey).digest();
  keys.set(encryptKey, known);
  return known;
}
