import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

/** Any JSON as a tree that opens; long texts are cut until they are asked for. */
export function Json({ value, name, open = 1 }: { value: unknown; name?: string; open?: number }): VNode {
  if (typeof value === 'string') return <Leaf name={name} text={value} kind="text" />;
  if (typeof value !== 'object' || value === null)
    return <Leaf name={name} text={String(value)} kind="other" />;
  const entries = Array.isArray(value)
    ? value.map((item, index): [string, unknown] => [String(index), item])
    : Object.entries(value);
  return <Branch name={name} entries={entries} list={Array.isArray(value)} open={open} />;
}

function Branch({
  name,
  entries,
  list,
  open,
}: {
  name: string | undefined;
  entries: readonly [string, unknown][];
  list: boolean;
  open: number;
}): VNode {
  const [shown, setShown] = useState(open > 0);
  const brief = list
    ? `[${entries.length}]`
    : `{${entries
        .slice(0, 3)
        .map(([key]) => key)
        .join(', ')}${entries.length > 3 ? '…' : ''}}`;
  if (entries.length === 0) return <Leaf name={name} text={list ? '[]' : '{}'} kind="other" />;
  return (
    <div class="json">
      <button
        type="button"
        class="json__key json__key--open"
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
      >
        <span class="json__mark" aria-hidden="true" />
        {name === undefined ? undefined : <b>{name}</b>} <span class="json__brief">{shown ? '' : brief}</span>
      </button>
      {shown ? (
        <div class="json__inner">
          {entries.map(([key, inner]) => (
            <Json key={key} name={key} value={inner} open={open - 1} />
          ))}
        </div>
      ) : undefined}
    </div>
  );
}

const CUT = 160;

function Leaf({
  name,
  text,
  kind,
}: {
  name: string | undefined;
  text: string;
  kind: 'text' | 'other';
}): VNode {
  const [whole, setWhole] = useState(false);
  const cut = !whole && text.length > CUT;
  return (
    <div class="json json--leaf">
      {name === undefined ? undefined : <b class="json__key">{name}</b>}{' '}
      <span class={`json__${kind}`}>{cut ? `${text.slice(0, CUT)}…` : text}</span>
      {cut ? (
        <button type="button" class="json__more" onClick={() => setWhole(true)}>
          全文
        </button>
      ) : undefined}
    </div>
  );
}
