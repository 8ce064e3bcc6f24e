import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { View } from '../app/store.js';
import { HazardList } from './Hazards.js';
import { Rows } from './Rows.js';
import { Flow } from './Flow.js';

const TABS = [
  { id: 'flow', name: '过程' },
  { id: 'hazards', name: '隐患' },
  { id: 'outbox', name: '发件' },
  { id: 'runs', name: '任务' },
] as const;

type TabId = (typeof TABS)[number]['id'];

/** What happens underneath, in step with what is clicked: the way engineers learn the system. */
export function Panel({ view, close }: { view: View; close(): void }): VNode {
  const [tab, setTab] = useState<TabId>('flow');
  const counts: Readonly<Record<TabId, number>> = {
    flow: view.events.length + view.calls.length,
    hazards: view.stored.hazards.length,
    outbox: view.stored.outbox.length,
    runs: view.stored.runs.length,
  };
  const arrows = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? TABS.length - 1 : 0;
    if (step === 0) return;
    const next = TABS[(TABS.findIndex((one) => one.id === tab) + step) % TABS.length];
    if (next === undefined) return;
    setTab(next.id);
    (event.currentTarget as Element).querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  };
  return (
    <aside class="panel" aria-label="背后发生了什么">
      <header class="panel__head">
        <h2>背后发生了什么</h2>
        <button type="button" class="thread__close" aria-label="关闭" onClick={close}>
          ×
        </button>
      </header>
      <div class="tabs" role="tablist" aria-label="看什么" onKeyDown={arrows}>
        {TABS.map((one) => (
          <button
            key={one.id}
            id={`tab-${one.id}`}
            type="button"
            role="tab"
            class={one.id === tab ? 'tabs__one tabs__one--on' : 'tabs__one'}
            aria-selected={one.id === tab}
            aria-controls="panel-body"
            tabIndex={one.id === tab ? 0 : -1}
            onClick={() => setTab(one.id)}
          >
            {one.name} <small>{counts[one.id]}</small>
          </button>
        ))}
      </div>
      <div id="panel-body" class="panel__body" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={0}>
        {tab === 'flow' ? <Flow view={view} /> : undefined}
        {tab === 'hazards' ? <HazardList stored={view.stored} /> : undefined}
        {tab === 'outbox' ? <Rows rows={view.stored.outbox} none="没有要发的" /> : undefined}
        {tab === 'runs' ? <Rows rows={view.stored.runs} none="还没有到点的任务" /> : undefined}
      </div>
    </aside>
  );
}
