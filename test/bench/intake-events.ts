import { createHash, randomBytes } from 'node:crypto';
import { encrypt } from '../simulator/events.js';

export const BENCH_APP = {
  appId: 'cli_0000000000000001',
  encryptKey: 'key-for-the-bench',
  verificationToken: 'token-for-the-bench',
  tenantKey: 'tenant-of-the-bench',
};
export const WEBHOOK_PATH = '/feishu/webhook';

let made = 0;

/** Distinct group messages as Feishu sends them, encrypted and signed: whole HTTP requests, ready to be written. */
export function readyEvents(count: number): Buffer[] {
  return Array.from({ length: count }, readyEvent);
}

function readyEvent(): Buffer {
  made += 1;
  const at = Date.now();
  const id = `${at.toString(16)}${String(made).padStart(20, '0')}`;
  const { encryptKey } = BENCH_APP;
  const body = Buffer.from(JSON.stringify({ encrypt: encrypt(JSON.stringify(message(id, at)), encryptKey) }));
  const timestamp = String(Math.floor(at / 1000));
  const nonce = randomBytes(8).toString('hex');
  const signature = createHash('sha256')
    .update(timestamp + nonce + encryptKey)
    .update(body)
    .digest('hex');
  const head = [
    `POST ${WEBHOOK_PATH} HTTP/1.1`,
    'host: 127.0.0.1',
    'content-type: application/json; charset=utf-8',
    `content-length: ${body.length}`,
    `x-lark-request-timestamp: ${timestamp}`,
    `x-lark-request-nonce: ${nonce}`,
    `x-lark-signature: ${signature}`,
  ].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]);
}

function message(id: string, at: number): object {
  const person = { open_id: 'ou_0f3a7d1c', union_id: 'on_9b21e4aa', user_id: 'u1' };
  return {
    schema: '2.0',
    header: {
      event_id: `ev_${id}`,
      token: BENCH_APP.verificationToken,
      create_time: String(at),
      event_type: 'im.message.receive_v1',
      tenant_key: BENCH_APP.tenantKey,
      app_id: BENCH_APP.appId,
    },
    event: {
      sender: { sender_id: person, sender_type: 'user', tenant_key: BENCH_APP.tenantKey },
      message: {
        message_id: `om_${id}`,
        create_time: String(at),
        update_time: String(at),
        chat_id: 'oc_5ce6d572455d361153b7cb51da133945',
        chat_type: 'group',
        message_type: 'text',
        content: JSON.stringify({ text: `@_user_1 一号养老院二楼东侧安全出口被轮椅堵住了 ${made}` }),
        mentions: [
          {
            key: '@_user_1',
            id: { ...person, open_id: 'ou_bot' },
            name: '安全助手',
            tenant_key: BENCH_APP.tenantKey,
          },
        ],
      },
    },
  };
}
