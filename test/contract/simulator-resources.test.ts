import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { GROUP, LIU, open, replyOf, type Setup } from './simulator-setup.js';

let it_: Setup;
let photo: Buffer;
beforeEach(async () => {
  it_ = await open();
  photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
});
afterEach(() => it_.stop());

const upload = (image: Buffer) =>
  replyOf(() => it_.sdk.im.image.create({ data: { image_type: 'message', image } }));
/** The typed call hides the code, so the log of calls is asked. */
const lastCode = (): number | undefined => it_.sim.state.calls.at(-1)?.code;

test('a picture goes up as buffer and as stream, and comes down again by the app itself (row 15)', async () => {
  const made = await it_.sdk.im.image.create({ data: { image_type: 'message', image: photo } });
  const key = made?.image_key ?? '';
  expect(key).toMatch(/^img_v3_/u);
  const folder = await mkdtemp(join(tmpdir(), 'sim-'));
  await writeFile(join(folder, 'a.jpg'), photo);
  const again = await it_.sdk.im.image.create({
    data: { image_type: 'message', image: createReadStream(join(folder, 'a.jpg')) },
  });
  expect(it_.sim.state.blobs.get(again?.image_key ?? '')?.bytes.equals(photo)).toBe(true);
  await rm(folder, { recursive: true });
  const got = await it_.sdk.im.image.get({ path: { image_key: key } });
  const chunks: Buffer[] = [];
  for await (const chunk of got.getReadableStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).equals(photo)).toBe(true);
});

test.each([
  ['12 MB', () => Buffer.concat([photo, Buffer.alloc(12 * 1024 * 1024)]), 234006],
  ['empty', () => Buffer.alloc(0), 234010],
  ['a text', () => Buffer.from('hello, this is no picture'), 234011],
  ['13000 pixels wide', () => wide(13_000), 234039],
])('a picture that is %s is refused', async (_what, bytes, code) => {
  await upload(bytes());
  expect(lastCode()).toBe(code);
});

/** A PNG head that claims this width. */
function wide(width: number): Buffer {
  const head = Buffer.alloc(64);
  head.write('89504e470d0a1a0a', 'hex');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(10, 20);
  return head;
}

test('files: a name and a type are needed, at most 30 MB; sent as a message', async () => {
  const made = await it_.sdk.im.file.create({
    data: { file_type: 'stream', file_name: '台账.xlsx', file: Buffer.from('PK') },
  });
  const body = { receive_id: LIU, msg_type: 'file', content: JSON.stringify({ file_key: made?.file_key }) };
  expect((await it_.call('POST', '/im/v1/messages', body, { receive_id_type: 'open_id' })).code).toBe(0);
  expect(it_.sim.state.blobs.get(made?.file_key ?? '')).toMatchObject({ name: '台账.xlsx', owner: 'app' });
  const file = (more: object) =>
    replyOf(() =>
      it_.sdk.im.file.create({
        data: { file_type: 'stream', file_name: 'x', file: Buffer.from('x'), ...more } as never,
      }),
    );
  await file({ file_type: 'zip' });
  expect(lastCode()).toBe(234001);
  await file({ file: Buffer.alloc(31 * 1024 * 1024) });
  expect(lastCode()).toBe(234006);
  const audio = { receive_id: LIU, msg_type: 'audio', content: JSON.stringify({ file_key: made?.file_key }) };
  expect((await it_.call('POST', '/im/v1/messages', audio, { receive_id_type: 'open_id' })).code).toBe(
    230055,
  );
});

test('people’s pictures come down only by the message that carried them', async () => {
  const said = await it_.sim.client.says(LIU, GROUP, { text: '看', at: true, images: [photo] });
  const key = [...said.resources][0] ?? '';
  const get = (message_id: string, type = 'image') =>
    it_.sdk.im.messageResource.get({ path: { message_id, file_key: key }, params: { type } });
  const chunks: Buffer[] = [];
  for await (const chunk of (await get(said.messageId)).getReadableStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).equals(photo)).toBe(true);
  await expect(it_.sdk.im.image.get({ path: { image_key: key } })).rejects.toThrow();
  expect(lastCode()).toBe(234008);
  const other = await it_.sim.client.says(LIU, GROUP, { text: '别的', at: true });
  await expect(get(other.messageId)).rejects.toThrow();
  expect(lastCode()).toBe(234003);
  await it_.sim.client.removeBot(LIU, GROUP);
  await expect(get(said.messageId)).rejects.toThrow();
  expect(lastCode()).toBe(234004);
});

test('a file that somebody sends in private', async () => {
  const said = await it_.sim.client.tells(LIU, { asFile: { name: '方案.pdf', bytes: Buffer.from('%PDF') } });
  const key = [...said.resources][0] ?? '';
  const got = await it_.sdk.im.messageResource.get({
    path: { message_id: said.messageId, file_key: key },
    params: { type: 'file' },
  });
  const chunks: Buffer[] = [];
  for await (const chunk of got.getReadableStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toBe('%PDF');
  expect(JSON.parse(said.content)).toEqual({ file_key: key, file_name: '方案.pdf' });
});
