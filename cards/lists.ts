import type { ActionId } from './actions.js';
import type { Card, CardNode } from './card.js';
import { escaped, shortened } from './escape.js';
import { button, card, field, folded, hint, md, type Colour } from './kit.js';

export interface Line {
  readonly hazardId?: string;
  readonly title: string;
  /** The small line under it: who, until when. */
  readonly detail: string;
  /** Of what is no hazard. */
  readonly buttons?: readonly LineButton[];
}

export interface ListView {
  readonly title: string;
  readonly lines: readonly Line[];
  /** How many there are; more than `lines` where a card would not hold them. */
  readonly total: number;
  /** What to say when there is nothing. */
  readonly empty: string;
  /** What to do when not all are shown. */
  readonly narrow?: string;
  /** `open` leads to the asker's step, `view` to the progress. */
  readonly action: 'open' | 'view';
}

const SHOWN = 8;

/** 我的待办, 我上报的, 查询: nearest first, eight rows, the rest folded. */
export function hazardList(view: ListView): Card {
  const rows = view.lines.map((line) => row(line, view.action));
  const first = rows.slice(0, SHOWN).flat();
  const rest = rows.slice(SHOWN, 3 * SHOWN).flat();
  return card({ title: view.title, colour: 'blue' }, [
    ...(rows.length === 0 ? [md(escaped(view.empty))] : first),
    ...(rest.length === 0 ? [] : [folded(`还有${view.total - SHOWN}件`, [...rest, ...notShown(view)])]),
  ]);
}

function notShown({ lines, total, narrow }: ListView): readonly CardNode[] {
  const left = total - Math.min(lines.length, 3 * SHOWN);
  return left <= 0 ? [] : [hint(`最后${left}件没有列出${narrow === undefined ? '' : `，${narrow}`}`)];
}

function row(line: Line, action: 'open' | 'view'): readonly CardNode[] {
  return [
    md(`**${escaped(shortened(line.title, 40))}**<br>${escaped(shortened(line.detail, 120))}`),
    ...(line.hazardId === undefined
      ? []
      : [
          button(action === 'open' ? '打开' : '查看进展', action, {
            hazardId: line.hazardId,
            extra: line.hazardId,
            kind: 'quiet',
          }),
        ]),
    ...(line.buttons ?? []).map(({ text, action: does, ...more }) =>
      button(text, does, { ...more, kind: 'quiet' }),
    ),
  ];
}

/** A button of a digest's line. */
export interface LineButton {
  readonly text: string;
  readonly action: ActionId;
  readonly extra?: string;
  readonly stage?: number;
}

/** One matter in the digest: with a hazard it leads there by 打开, others bring their own buttons. */
export interface DigestLine {
  readonly hazardId?: string;
  readonly title: string;
  readonly detail: string;
  readonly buttons?: readonly LineButton[];
}

export interface DigestView {
  readonly day: string;
  /** The day whose digest this is: 都知道了 means what this card shows. */
  readonly slot: string;
  readonly groups: readonly { readonly title: string; readonly lines: readonly DigestLine[] }[];
  readonly late: boolean;
}

/** What a card can hold: 30 KB and 200 elements, with titles full of signs that grow on the way in. */
const SHOWN_IN_DIGEST = 20;
const SHOWN_IN_GROUP = 12;
/** Each later heading keeps room for so many. */
const KEPT_FOR_LATER = 2;

/** S8: one digest a working day. */
export function digestCard(view: DigestView): Card {
  const groups = view.groups.filter((group) => group.lines.length > 0);
  const n = groups.reduce((sum, group) => sum + group.lines.length, 0);
  let room = SHOWN_IN_DIGEST;
  const parts = groups.flatMap(({ title, lines }, index) => {
    const later = groups.length - index - 1;
    const shown = lines.slice(0, Math.min(SHOWN_IN_GROUP, room - later * KEPT_FOR_LATER));
    room -= shown.length;
    const left = lines.length - shown.length;
    const rest = left === 0 ? [] : [hint(`还有${left}件，发“我的待办”看`)];
    return [md(`**${title}**`), ...shown.flatMap(digestRow), ...rest];
  });
  return card({ title: `今天有${n}件事（${view.day}）`, colour: view.late ? 'red' : 'blue' }, [
    ...parts,
    button('都知道了', 'acknowledge', { kind: 'main', extra: view.slot }),
  ]);
}

function digestRow(line: DigestLine): readonly CardNode[] {
  const { hazardId } = line;
  const open = hazardId === undefined ? [] : [{ text: '打开', action: 'open', extra: hazardId } as const];
  const about = hazardId === undefined ? {} : { hazardId };
  return [
    md(`**${escaped(shortened(line.title, 40))}**<br>${escaped(shortened(line.detail, 120))}`),
    ...(line.buttons ?? open).map(({ text, action, ...more }) =>
      button(text, action, { ...about, ...more, kind: 'quiet' }),
    ),
  ];
}

export interface StatsView {
  readonly title: string;
  readonly figures: readonly { readonly label: string; readonly value: string }[];
  readonly byKind: readonly { readonly kind: string; readonly n: number }[];
  readonly extra: string;
  /** 月报 or 季报, for those who may have it drawn up. */
  readonly report?: string;
}

/** 本月统计: figures and a chart by kind; 台账 as a file on a click. */
export function statsCard(view: StatsView): Card {
  const chart: CardNode = {
    tag: 'chart',
    aspect_ratio: '16:9',
    chart_spec: {
      type: 'bar',
      media: [],
      title: { text: '登记的隐患，按类别' },
      data: [{ id: 'kinds', values: view.byKind.map((entry) => ({ kind: entry.kind, n: entry.n })) }],
      xField: 'kind',
      yField: 'n',
      label: { visible: true },
    },
  };
  return card({ title: view.title, colour: 'blue' }, [
    ...view.figures.map((figure) => field(figure.label, figure.value)),
    ...(view.byKind.length === 0 ? [] : [chart]),
    button('下载表格', 'ledger-file', { extra: view.extra }),
    ...(view.report === undefined
      ? []
      : [button(`下载${view.report}`, 'report-file', { extra: view.extra, kind: 'plain' })]),
  ]);
}

export interface NoteView {
  readonly title: string;
  readonly colour: Colour;
  readonly lines: readonly string[];
  readonly buttons?: readonly CardNode[];
  readonly hint?: string;
}

/** A few lines and perhaps buttons: help, welcome, answers, alarms. */
export function noteCard(view: NoteView): Card {
  return card({ title: view.title, colour: view.colour }, [
    ...view.lines.map((line) => md(escaped(line))),
    ...(view.hint === undefined ? [] : [hint(escaped(view.hint))]),
    ...(view.buttons ?? []),
  ]);
}
