import { addDays, plainDay, type BusinessCalendar, type Day } from '../calendar.js';

/** Months and what they bring (domain.md §14: 冬季取暖, 防汛, 高温; §6 for care homes). */
const SEASONS: readonly (readonly [months: readonly number[], risk: string])[] = [
  [[11, 12, 1, 2, 3], '冬季取暖：一氧化碳中毒、用电负荷、电热毯和取暖设备'],
  [[12, 1, 2], '低温雨雪：水管防冻、屋面积雪、路面防滑'],
  [[3, 4], '春季风干物燥：祭扫用火、山林防火'],
  [[5, 6], '汛前准备：排水、电气线路和防雷'],
  [[7, 8], '主汛期（七下八上）和高温：防汛、防雷、防中暑，食品易变质'],
  [[9, 10], '秋季天干物燥：用火用电；肠道和呼吸道传染病'],
];

/** How far ahead holidays are looked for: until the next monthly meeting. */
const AHEAD_DAYS = 40;

/** 风险研判 from the calendar: the season, and the holidays until the next meeting. */
export function seasonRisks(day: Day, calendar: BusinessCalendar): readonly string[] {
  return [...risksOf(Number(day.slice(5, 7))), ...holidaysAhead(day, calendar)];
}

/** What a month (1 to 12) brings by its season. */
export function risksOf(month: number): readonly string[] {
  return SEASONS.filter(([months]) => months.includes(month)).map(([, risk]) => risk);
}

function holidaysAhead(day: Day, calendar: BusinessCalendar): readonly string[] {
  const lines: string[] = [];
  let name: string | undefined;
  for (let n = 0; n <= AHEAD_DAYS; n += 1) {
    const current = addDays(day, n);
    const holiday = calendar.holidayName(current);
    if (holiday !== undefined && holiday !== name)
      lines.push(`${holiday}（${plainDay(current, day)}起放假）：节前检查、值班值守和探访高峰`);
    name = holiday;
  }
  return lines;
}
