/** One part of a multipart body. */
export interface Part {
  readonly name: string;
  readonly fileName?: string;
  readonly bytes: Buffer;
}

/** Reads multipart/form-data; the SDK sends a Buffer without a file name (contract §1.2), so that is taken too. */
export function readMultipart(raw: Buffer, contentType: string): readonly Part[] {
  const boundary = /boundary=("?)([^";]+)\1/u.exec(contentType)?.[2];
  if (boundary === undefined) return [];
  const mark = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  for (let at = raw.indexOf(mark); at >= 0;) {
    const next = raw.indexOf(mark, at + mark.length);
    if (next < 0) break;
    const part = readPart(raw.subarray(at + mark.length + 2, next - 2));
    if (part !== undefined) parts.push(part);
    at = next;
  }
  return parts;
}

function readPart(raw: Buffer): Part | undefined {
  const end = raw.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = raw.subarray(0, end).toString('utf8');
  const name = /[; ]name="([^"]*)"/u.exec(head)?.[1];
  const fileName = /filename="([^"]*)"/u.exec(head)?.[1];
  if (name === undefined) return undefined;
  return { name, ...(fileName === undefined ? {} : { fileName }), bytes: raw.subarray(end + 4) };
}
