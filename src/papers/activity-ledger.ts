import { dayOf, timeOf, type Day } from '../calendar.js';
import { paperDay } from './text.js';
import { count, day, text, writeWorkbook } from './xlsx/sheet.js';

/** One campaign activity as recorded (讲座, 演练, 咨询日 …). */
export interface ActivityRow {
  readonly topic: string;
  readonly day: Day;
  readonly form: string;
  readonly people: number;
  readonly materials: string;
  readonly effect: string;
  readonly unit: string;
  readonly photos: number;
  readonly place?: string;
}

export interface ActivityLedgerFacts {
  readonly bureau: string;
  readonly scope: string;
  readonly cutoff: Date;
  readonly rows: readonly ActivityRow[];
}

/**
 * 宣传活动台账 as .xlsx: the columns of domain.md §8.10 (主题 时间 形式 人数 材料 效果), then who held it and how many
 * photos are kept.
 */
export async function buildActivityLedger(facts: ActivityLedgerFacts): Promise<Uint8Array> {
  const title = `${facts.scope}宣传活动台账`;
  return writeWorkbook({
    title,
    creator: facts.bureau,
    at: facts.cutoff,
    sheets: [
      {
        name: '宣传活动台账',
        title,
        underTitle: `填报单位：${facts.bureau}　　统计截止：${paperDay(dayOf(facts.cutoff))}${timeOf(facts.cutoff)}`,
        columns: [
          { heading: '序号', width: [5, 6], centred: true },
          { heading: '主题', width: [16, 30] },
          { heading: '时间', width: [11, 11], centred: true },
          { heading: '形式', width: [10, 10], centred: true },
          { heading: '人数', width: [7, 7], centred: true },
          { heading: '材料', width: [12, 24] },
          { heading: '效果', width: [12, 30] },
          { heading: '组织单位', width: [12, 16] },
          { heading: '地点', width: [12, 20] },
          { heading: '照片', width: [7, 7], centred: true },
        ],
        rows: facts.rows.map((row, index) => [
          count(index + 1),
          text(row.topic),
          day(row.day),
          text(row.form),
          count(row.people),
          text(row.materials),
          text(row.effect),
          text(row.unit),
          text(row.place ?? ''),
          text(row.photos === 0 ? '' : `${row.photos}张`),
        ]),
        paper: 'A4-landscape',
        frozenColumns: 2,
      },
    ],
  });
}
