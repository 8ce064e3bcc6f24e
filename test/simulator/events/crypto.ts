import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/** Encrypts as the platform does: base64(IV ‖ AES-256-CBC), key = sha256(Encrypt Key) (contract §2.4). */
export function encrypt(text: string, key: string): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(key).digest(), iv);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}

/** sha256 over timestamp, nonce, key and the bytes that are sent, in hex (contract §2.4). */
export function sign(timestamp: string, nonce: string, key: string, raw: string): string {
  return createHash('sha256')
    .update(timestamp + nonce + key + raw)
    .digest('hex');
}
