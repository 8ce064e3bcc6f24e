import type { MeetingFigures } from '../src/meetings/figures.js';
import { unitById, type Org } from '../src/people/org.js';
import type { CardNode } from './card.js';
import { KIND } from './texts.zh-CN.js';

/** More units than this can't be told apart on a phone. */
const MOST_UNITS = 8;

/** 新增、销号、逾期、重大 by unit, and what was reported by kind. */
export function figuresChart(figures: MeetingFigures, org: Org): readonly CardNode[] {
  const units = figures.byUnit.slice(0, MOST_UNITS).map((unit) => ({
    name: unitById(org, unit.unitId)?.name ?? '单位待定',
    n: [unit.reported, unit.closed, unit.late, unit.majorOpen],
  }));
  if (units.length === 0) return [];
  const values = units.flatMap(({ name, n }) =>
    ['新增', '销号', '逾期', '重大'].map((what, index) => ({ unit: name, what, n: n[index] ?? 0 })),
  );
  return [
    chart('本期隐患，按单位', values, ['unit', 'what'], 'what'),
    ...(figures.byKind.length === 0
      ? []
      : [
          chart(
            '本期新增，按类别',
            figures.byKind.map(({ kind, n }) => ({ kind: KIND[kind], n })),
            'kind',
          ),
        ]),
  ];
}

function chart(
  title: string,
  values: readonly CardNode[],
  xField: string | readonly string[],
  series?: string,
): CardNode {
  return {
    tag: 'chart',
    aspect_ratio: '16:9',
    chart_spec: {
      type: 'bar',
      media: [],
      title: { text: title },
      data: [{ id: 'figures', values }],
      xField,
      yField: 'n',
      label: { visible: true },
      ...(series === undefined ? {} : { seriesField: series, legends: { visible: true, orient: 'bottom' } }),
    },
  };
}
