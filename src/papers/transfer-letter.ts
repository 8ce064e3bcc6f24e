import type { Day } from '../calendar.js';
import { writePaper } from './docx/load.js';
import type { PaperMeta } from './facts.js';
import { body, titleLines, type Paper } from './model.js';
import { bare, contactLine, paperDay, pending } from './text.js';

export interface TransferLetterFacts {
  readonly meta: PaperMeta;
  readonly bureau: string;
  readonly number?: string | undefined;
  /** 县消防救援大队, 县市场监管局 … */
  readonly receiver: string;
  readonly code: string;
  readonly unit: string;
  readonly foundDay: Day;
  readonly place: string;
  readonly problem: string;
  /** Why it is beyond the bureau's power. */
  readonly reason: string;
  readonly interim: string;
  readonly attachments: readonly string[];
  readonly contact: string;
  readonly phone: string;
  readonly issuedDay: Day;
}

/**
 * 移送函 in 信函格式 (papers.md §3.5). 安全生产法 69: problems that another department must deal with are transferred
 * to it in writing, with a record kept.
 */
export function transferLetterPaper(facts: TransferLetterFacts): Paper {
  return {
    template: { id: 'transfer-letter', version: '1.0.0' },
    genre: '函',
    number: facts.number ?? '',
    bureau: facts.bureau,
    head: { kind: 'letter', mark: facts.bureau, number: facts.number ?? pending('编号') },
    title: titleLines(`关于移送${facts.unit}安全问题线索的函`),
    blocks: [
      { kind: 'addressee', names: [facts.receiver === '' ? pending('填接收单位') : facts.receiver] },
      body(
        `${paperDay(facts.foundDay)}，我局在工作中发现${facts.unit}${facts.place}存在以下问题：${bare(facts.problem)}（隐患编号${facts.code}）。`,
      ),
      body(
        `${facts.reason === '' ? pending('写移送理由') : bare(facts.reason)}，超出我局职责范围。依据《安全生产法》第六十九条，现移送你单位处理。`,
      ),
      ...(facts.interim === '' ? [] : [body(`我局已督促该单位采取临时管控措施：${bare(facts.interim)}。`)]),
      body('请依法处理，并将处理结果书面告知我局。'),
      { kind: 'attachments', items: facts.attachments },
      { kind: 'signature', by: facts.bureau, day: facts.issuedDay },
      { kind: 'note', text: contactLine(facts.contact, facts.phone) },
    ],
    meta: facts.meta,
  };
}

/** 移送函 as .docx. */
export async function buildTransferLetter(facts: TransferLetterFacts): Promise<Uint8Array> {
  return writePaper(transferLetterPaper(facts));
}
