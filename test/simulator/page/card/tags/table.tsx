import type { ComponentChildren, VNode } from 'preact';
import { useState } from 'preact/hooks';
import { Avatar, Pager } from '../bits.js';
import { Tag } from '../pill.js';
import { margin, size, textAlign, textSize, type Style } from '../css.js';
import { useEnv } from '../env.js';
import { Markdown } from '../md.js';
import type { TagProps } from '../registry.js';
import type { TableColumn } from '../types.js';

type Row = Readonly<Record<string, unknown>>;

const HEIGHTS: Readonly<Record<string, string>> = { low: '40px', middle: '64px', high: '88px' };

/** A table at the root of a card: pages, a frozen first column, cells of seven kinds. */
export function TableTag({ e }: TagProps): VNode {
  const env = useEnv();
  const [page, setPage] = useState(0);
  const columns = (e.columns ?? []) as readonly TableColumn[];
  const rows = (Array.isArray(e.rows) ? e.rows : []) as readonly Row[];
  const per = Math.min(10, Math.max(1, e.page_size ?? 5));
  const pages = Math.max(1, Math.ceil(rows.length / per));
  const head = e.header_style ?? {};
  const headStyle: Style = {
    ...textSize(String(head['text_size'] ?? 'normal'), env.device === 'phone', env.card),
    ...textAlign(String(head['text_align'] ?? '')),
    'font-weight': head['bold'] === false ? '400' : '600',
    ...(head['background_style'] === 'grey' ? { background: 'var(--c-grey-100)' } : {}),
  };
  const height = HEIGHTS[e.row_height ?? 'low'] ?? size(e.row_height) ?? 'auto';
  return (
    <div class="c-el" style={margin(e.margin)}>
      <div class={`c-table ${e.freeze_first_column === true ? 'c-table--frozen' : ''}`}>
        <div class="c-table__scroll" tabIndex={0} role="group" aria-label="表格">
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th
                    key={column.name}
                    style={{
                      ...headStyle,
                      ...(size(column.width) === undefined ? {} : { width: size(column.width) ?? '' }),
                    }}
                  >
                    {column.display_name ?? column.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.slice(page * per, page * per + per).map((row, index) => (
                <tr key={index} style={{ height }}>
                  {columns.map((column) => (
                    <td
                      key={column.name}
                      style={textAlign(column.horizontal_align)}
                      title={plainOf(row[column.name])}
                    >
                      <Cell column={column} value={row[column.name]} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {rows.length === 0 ? <div class="c-table__none">暂无数据</div> : undefined}
        </div>
        <Pager page={page} pages={pages} go={setPage} />
      </div>
    </div>
  );
}

const plainOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

function Cell({ column, value }: { column: TableColumn; value: unknown }): ComponentChildren {
  const env = useEnv();
  if (value === undefined || value === null) return '';
  switch (column.data_type) {
    case 'options':
      return (Array.isArray(value) ? value : [{ text: value }]).map(
        (option: { text?: unknown; color?: string }, i) => (
          <Tag key={i} colour={option.color}>
            {String(option.text ?? '')}
          </Tag>
        ),
      );
    case 'persons':
      return (Array.isArray(value) ? value : [value]).map((id: unknown, i) => {
        const person = env.person(String(id));
        const name = person?.name ?? '未知用户';
        return (
          <span key={i} class="c-person">
            <Avatar name={name} px={20} src={person?.avatar} />
            <span>{name}</span>
          </span>
        );
      });
    case 'number':
      return numbered(column, Number(value));
    case 'date':
      return dated(column, Number(value));
    case 'markdown':
    case 'lark_md':
      return <Markdown text={String(value)} />;
    default:
      return String(value);
  }
}

function numbered(column: TableColumn, value: number): string {
  const precision = column.format?.precision;
  const text = new Intl.NumberFormat('zh-CN', {
    useGrouping: column.format?.separator === true,
    ...(precision === undefined
      ? { maximumFractionDigits: 6 }
      : { minimumFractionDigits: precision, maximumFractionDigits: precision }),
  }).format(value);
  return `${column.format?.symbol ?? ''}${text}`;
}

function dated(column: TableColumn, ms: number): string {
  if (!Number.isFinite(ms)) return '';
  const at = new Date(ms);
  const two = (n: number): string => String(n).padStart(2, '0');
  const parts: Readonly<Record<string, string>> = {
    YYYY: String(at.getFullYear()),
    MM: two(at.getMonth() + 1),
    DD: two(at.getDate()),
    HH: two(at.getHours()),
    mm: two(at.getMinutes()),
    ss: two(at.getSeconds()),
  };
  return (column.date_format ?? 'YYYY/MM/DD').replace(/YYYY|MM|DD|HH|mm|ss/gu, (part) => parts[part] ?? part);
}
