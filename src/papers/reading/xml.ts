import { UnreadableFile } from './zip.js';

const BROKEN = '文件已损坏，请重新保存再发';

/** An element's attributes as they stand, and what is between its tags. */
export interface Element {
  readonly attributes: string;
  readonly inner: string;
}

/**
 * The elements of one name in their order, never nested in one another. It walks forward once and gives up at the
 * first missing end: a pattern would search a hostile file of open tags to its end again for each of them.
 * @throws UnreadableFile
 */
export function* elements(xml: string, name: string): Generator<Element> {
  const open = `<${name}`;
  const close = `</${name}>`;
  for (let at = xml.indexOf(open); at >= 0; at = xml.indexOf(open, at)) {
    const after = xml.charAt(at + open.length);
    if (!/[\s/>]/u.test(after)) {
      at += open.length;
      continue;
    }
    const end = xml.indexOf('>', at);
    if (end < 0) throw new UnreadableFile(BROKEN);
    const empty = xml.charAt(end - 1) === '/';
    const attributes = xml.slice(at + open.length, empty ? end - 1 : end);
    if (empty) {
      at = end + 1;
      yield { attributes, inner: '' };
      continue;
    }
    const last = xml.indexOf(close, end);
    if (last < 0) throw new UnreadableFile(BROKEN);
    at = last + close.length;
    yield { attributes, inner: xml.slice(end + 1, last) };
  }
}

/** An attribute's value, or undefined. */
export function attribute(attributes: string, name: string): string | undefined {
  const start = ` ${attributes}`.search(new RegExp(`[\\s]${name}="`, 'u'));
  if (start < 0) return undefined;
  const from = start + name.length + 2;
  const end = attributes.indexOf('"', from);
  return end < 0 ? undefined : attributes.slice(from, end);
}

/** Some writers put a prefix before every tag (`<x:row>`): taken away. */
export function withoutPrefix(xml: string): string {
  const prefix = /<(\w{1,8}):(?:worksheet|sst|workbook)\b/u.exec(xml.slice(0, 2000))?.[1];
  return prefix === undefined ? xml : xml.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</');
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** XML entities and Excel's own `_x000D_`. Unknown entities stay as they are: none is ever expanded. */
export function unescapeXml(text: string): string {
  return text
    .replace(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,8}));/giu,
      (all, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return NAMED[name] ?? all;
        const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
        return code > 0x10ffff ? all : String.fromCodePoint(code);
      },
    )
    .replace(/_x([0-9A-F]{4})_/giu, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\r\n?/gu, '\n');
}
