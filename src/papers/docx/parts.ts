import type { Paper } from '../model.js';
import { clean } from '../text.js';

/**
 * docProps/core.xml with the paper's own time: the library would stamp the machine's clock, and the same paper
 * would be other bytes each time (papers.md §6.7).
 */
export function coreProperties(paper: Paper): string {
  const at = `${paper.meta.at.toISOString().slice(0, 19)}Z`;
  const part = (name: string, value: string): string => `<${name}>${escape(value)}</${name}>`;
  const time = (name: string): string => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${at}</dcterms:${name}>`;
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    part('dc:title', paper.title.join('')),
    part('dc:subject', paper.genre),
    part('dc:creator', paper.bureau),
    part('cp:keywords', paper.number),
    part('cp:lastModifiedBy', paper.bureau),
    time('created'),
    time('modified'),
    '</cp:coreProperties>',
  ].join('');
}

function escape(text: string): string {
  return clean(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Names the usual substitutes: Windows has 仿宋 and 楷体, but not always the *_GB2312 pair (papers.md §1). */
export const FONT_TABLE = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${[
  ['仿宋_GB2312', '仿宋'],
  ['楷体_GB2312', '楷体'],
  ['方正小标宋简体', '方正小标宋_GBK'],
  ['黑体', 'SimHei'],
  ['宋体', 'SimSun'],
]
  .map(
    ([name, other]) =>
      `<w:font w:name="${name}"><w:altName w:val="${other}"/><w:charset w:val="86"/></w:font>`,
  )
  .join('')}</w:fonts>`;
