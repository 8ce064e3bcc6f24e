import { inflateRawSync } from 'node:zlib';

/** Why an uploaded file is not read. The words are for the person who sent it. */
export class UnreadableFile extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = 'UnreadableFile';
  }
}

const MB = 1024 * 1024;
const LIMITS = { file: 5 * MB, entries: 300, part: 20 * MB, all: 40 * MB } as const;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * The named parts of a zip that a stranger sent. Hostile files of 1.5 KB have brought office libraries down, so:
 * at most 5 MB, 300 entries, 20 MB a part and 40 MB together after inflating, where the inflater stops by itself
 * when an entry lies about its size; nothing encrypted, nothing in zip64; only parts that `wanted` names are opened
 * (papers.md §6).
 * @throws UnreadableFile
 */
export function unzip(bytes: Uint8Array, wanted: (name: string) => boolean): Map<string, Buffer> {
  if (bytes.length > LIMITS.file) throw new UnreadableFile('文件太大，请控制在5MB以内');
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = directory(file);
  if (entries.some(({ name }) => /vbaProject\.bin$/iu.test(name)))
    throw new UnreadableFile('文件带有宏，请另存为普通的.xlsx再发');
  const parts = new Map<string, Buffer>();
  let total = 0;
  for (const entry of entries) {
    if (!wanted(entry.name)) continue;
    if (parts.has(entry.name)) throw new UnreadableFile('文件已损坏，请重新保存再发');
    const part = inflate(file, entry);
    total += part.length;
    if (total > LIMITS.all) throw new UnreadableFile('文件内容太多，请分成几个再发');
    parts.set(entry.name, part);
  }
  return parts;
}

function directory(file: Buffer): readonly Entry[] {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > file.length)
    throw new UnreadableFile('不是.xlsx文件，请用Excel或WPS另存为.xlsx再发');
  const count = file.readUInt16LE(end + 10);
  if (count > LIMITS.entries) throw new UnreadableFile('文件内容太多，请分成几个再发');
  let at = file.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50)
      throw new UnreadableFile('文件已损坏，请重新保存再发');
    if ((file.readUInt16LE(at + 8) & 1) === 1) throw new UnreadableFile('文件设了密码，请取消密码再发');
    const nameLength = file.readUInt16LE(at + 28);
    entries.push({
      name: file.toString('utf8', at + 46, at + 46 + nameLength),
      method: file.readUInt16LE(at + 10),
      packed: file.readUInt32LE(at + 20),
      size: file.readUInt32LE(at + 24),
      offset: file.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

function inflate(file: Buffer, entry: Entry): Buffer {
  const broken = new UnreadableFile('文件已损坏，请重新保存再发');
  if (entry.size > LIMITS.part) throw new UnreadableFile('文件内容太多，请分成几个再发');
  if (entry.offset + 30 > file.length || file.readUInt32LE(entry.offset) !== 0x04034b50) throw broken;
  const start =
    entry.offset + 30 + file.readUInt16LE(entry.offset + 26) + file.readUInt16LE(entry.offset + 28);
  const packed = file.subarray(start, start + entry.packed);
  if (packed.length !== entry.packed) throw broken;
  if (entry.method === 0) return packed.length > LIMITS.part ? fail() : packed;
  if (entry.method !== 8) throw broken;
  try {
    return inflateRawSync(packed, { maxOutputLength: LIMITS.part });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return fail();
    throw broken;
  }
}

function fail(): never {
  throw new UnreadableFile('文件内容太多，请分成几个再发');
}
