const MONTHS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

const ASKED = new RegExp(
  '^(?:(本|这个?|当|今|上个?|去|前)?(周|星期|月|季度?|年度?)|(?:(20\\d{2})年)?(\\d{1,2}|[一二三四五六七八九十]{1,2})月份?|(全年|年度|今年|去年))?的?(?:隐患|安全)?' +
    '(统计表?|统计数据|统计报表|数据|情况|报表|月报|季报|年报|怎么样|多少件|报了多少件?|报了几件|登记了?几件|几件了?)$',
  'u',
);

/**
 * 本月统计, 上个月情况, 10月统计, 今年报表: asks for figures.
 * @returns the period in the words of `periodOf`; undefined if it is something else
 */
export function readStats(text: string): string | undefined {
  const bare = text.replace(/\s+/gu, '');
  if (/^(?:月报|季报)$/u.test(bare)) return bare === '季报' ? '本季' : '本月';
  const match = ASKED.exec(bare);
  if (match === null) return undefined;
  const [, which, unit, year, month, whole, what = ''] = match;
  const named = unit !== undefined || month !== undefined || whole !== undefined;
  // 情况 or 怎么样 alone may be about anything.
  if (!named && !/^(?:统计|数据|报表|几件)/u.test(what)) return undefined;
  if (whole !== undefined) return whole === '去年' ? '去年' : '本年';
  if (month !== undefined) return `${year === undefined ? '' : `${year}年`}${numberOf(month)}月`;
  if (unit === undefined) return '本月';
  const before = /^(?:上|去|前)/u.test(which ?? '');
  if (/年/u.test(unit)) return before ? '去年' : '本年';
  const name = /周|星期/u.test(unit) ? '周' : unit.startsWith('季') ? '季' : '月';
  return `${before ? '上' : '本'}${name}`;
}

function numberOf(month: string): number {
  const spoken = MONTHS.indexOf(month);
  return spoken >= 0 ? spoken + 1 : Number(month);
}
