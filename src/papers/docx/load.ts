import type { Paper } from '../model.js';

/** Writes a paper as .docx. The writer and its library are heavy: they are loaded with the first paper. */
export async function writePaper(paper: Paper): Promise<Uint8Array> {
  const writer = await import('./write.js');
  return writer.writePaper(paper);
}
