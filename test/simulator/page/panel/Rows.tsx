import type { VNode } from 'preact';
import type { Stored } from '../app/backend.js';
import { Json } from './Json.js';
import { textOf } from './text.js';

const SHOWN = 60;
/** What a row is called by: the first of these that it has. */
const NAMES = ['kind', 'type', 'job', 'name', 'slot'];

/** Any rows of the store: a line each with its state, the rest as a tree. */
export function Rows({ rows, none }: { rows: readonly Stored[]; none: string }): VNode {
  if (rows.length === 0) return <p class="panel__none">{none}</p>;
  return (
    <ol class="flow-list">
      {rows.slice(0, SHOWN).map((row, index) => {
        const notice = row['notice'] as Stored | undefined;
        const name = [...NAMES.map((key) => textOf(row[key])), textOf(notice?.['type'])].filter(
          (part) => part !== '',
        );
        return (
          <li key={textOf(row['_id']) || index}>
            <div class="fold">
              <div class="fold__line">
                <span class="way">{textOf(row['state']) || '—'}</span>
                <b>{[...new Set(name)].slice(0, 3).join(' · ')}</b>
              </div>
              <Json name={textOf(row['_id']) || `第${index + 1}行`} value={row} open={0} />
            </div>
          </li>
        );
      })}
    </ol>
  );
}
