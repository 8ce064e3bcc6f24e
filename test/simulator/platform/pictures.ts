/** What kind of picture these bytes are, by their first bytes; undefined if none that Feishu takes (contract §5.7). */
export function pictureKind(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 4).toString('hex');
  if (head.startsWith('ffd8ff')) return 'jpeg';
  if (head === '89504e47') return 'png';
  if (head === '47494638') return 'gif';
  if (head === '52494646' && bytes.subarray(8, 12).toString('latin1') === 'WEBP') return 'webp';
  if (head.startsWith('424d')) return 'bmp';
  if (head === '00000100') return 'ico';
  if (head === '49492a00' || head === '4d4d002a') return 'tiff';
  if (
    bytes.subarray(4, 8).toString('latin1') === 'ftyp' &&
    /hei|mif/u.test(bytes.subarray(8, 12).toString('latin1'))
  )
    return 'heic';
  return undefined;
}

/** Width and height where they are easy to read: PNG, GIF, JPEG. */
export function pictureSize(bytes: Buffer): { width: number; height: number } | undefined {
  const kind = pictureKind(bytes);
  if (kind === 'png' && bytes.length >= 24)
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (kind === 'gif' && bytes.length >= 10)
    return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  return kind === 'jpeg' ? jpegSize(bytes) : undefined;
}

/** The frame header (SOF) holds the size; every other segment is skipped by its length. */
function jpegSize(bytes: Buffer): { width: number; height: number } | undefined {
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
