import type { ComponentChildren, VNode } from 'preact';
import { useState } from 'preact/hooks';
import { Pager } from './bits.js';

const PAGE = 5;

/** A markdown table: pages after five rows, scrolls inside the card. */
export function MdTable({ rows }: { rows: readonly ComponentChildren[][] }): VNode {
  const [page, setPage] = useState(0);
  const [head = [], ...body] = rows;
  const pages = Math.max(1, Math.ceil(body.length / PAGE));
  return (
    <div class="c-table">
      <div class="c-table__scroll" tabIndex={0} role="group" aria-label="表格">
        <table>
          <thead>
            <tr>
              {head.map((cell, index) => (
                <th key={index}>{cell}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {body.slice(page * PAGE, page * PAGE + PAGE).map((row, index) => (
              <tr key={index}>
                {row.map((cell, at) => (
                  <td key={at}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager page={page} pages={pages} go={setPage} />
    </div>
  );
}
