import { writePaper } from './docx/load.js';
import type { NoticeFacts } from './facts.js';
import { body, heading, titleLines, type Block, type Paper } from './model.js';
import { contactLine, hanNumber, pending } from './text.js';

/** 通知 in 文件格式: 标题、主送、缘由、分条、特此通知、附件、署名、附注、版记 (domain.md §11, papers.md §1). */
export function noticePaper(facts: NoticeFacts): Paper {
  return {
    template: { id: 'notice', version: '1.0.0' },
    genre: '通知',
    number: facts.number ?? '',
    bureau: facts.bureau,
    head: { kind: 'document', mark: `${facts.bureau}文件`, number: facts.number ?? pending('编号') },
    title: titleLines(facts.title),
    blocks: [
      { kind: 'addressee', names: facts.addressees },
      body(facts.reason),
      ...facts.sections.flatMap((section, index): Block[] => [
        heading(`${hanNumber(index + 1)}、${section.heading}`),
        ...section.paragraphs.map(body),
      ]),
      body('特此通知。'),
      ...(facts.attachments.length === 0 ? [] : [{ kind: 'attachments', items: facts.attachments } as const]),
      { kind: 'signature', by: facts.bureau, day: facts.issuedDay },
      { kind: 'note', text: contactLine(facts.contact, facts.phone) },
    ],
    imprint: { label: '抄送', to: facts.copies, office: `${facts.bureau}办公室`, day: facts.issuedDay },
    meta: facts.meta,
  };
}

/** 通知 as .docx. */
export async function buildNotice(facts: NoticeFacts): Promise<Uint8Array> {
  return writePaper(noticePaper(facts));
}
