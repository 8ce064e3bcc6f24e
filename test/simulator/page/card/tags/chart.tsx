import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { margin, size } from '../css.js';
import { useEnv } from '../env.js';
import type { TagProps } from '../registry.js';

/** What the chart chunk gives; it is loaded when the first chart is seen. */
export interface ChartModule {
  draw(root: HTMLElement, spec: object, dark: boolean, theme: string | undefined): () => void;
}

let loading: Promise<ChartModule> | undefined;
const chartModule = (): Promise<ChartModule> =>
  (loading ??= import(
    /* external: built on its own by page-server */ '/page/chart.js' as string
  ) as Promise<ChartModule>);

const RATIOS: Readonly<Record<string, string>> = {
  '1:1': '1 / 1',
  '2:1': '2 / 1',
  '4:3': '4 / 3',
  '16:9': '16 / 9',
};

type Values = readonly Readonly<Record<string, unknown>>[];

/** A VChart chart; the numbers are also there as a table for those who can't see it. */
export function ChartTag({ e }: TagProps): VNode {
  const env = useEnv();
  const root = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'loading' | 'drawn' | 'failed'>('loading');
  const spec = JSON.stringify(e.chart_spec ?? {});
  useEffect(() => {
    let release: (() => void) | undefined;
    let gone = false;
    const node = root.current;
    void (async () => {
      try {
        const module = await chartModule();
        if (gone || node === null) return;
        // A deep copy of plain JSON: no functions, no __proto__, and VChart may change it.
        const copy = JSON.parse(spec, (key, value: unknown) =>
          key === '__proto__' ? undefined : value,
        ) as object;
        release = module.draw(node, copy, env.dark, e.color_theme);
        setState('drawn');
      } catch {
        setState('failed');
      }
    })();
    return () => {
      gone = true;
      release?.();
    };
  }, [spec, env.dark, env.device]);
  const height = size(e.height);
  const ratio =
    env.device === 'phone' && e.aspect_ratio === undefined ? '1 / 1' : RATIOS[e.aspect_ratio ?? '16:9'];
  return (
    <figure class="c-el c-chart" style={margin(e.margin)} data-state={state}>
      <div
        ref={root}
        class="c-chart__canvas"
        aria-hidden="true"
        style={height === undefined ? { 'aspect-ratio': ratio ?? '16 / 9' } : { height }}
      />
      {state === 'failed' ? <div class="c-chart__failed">图表画不出来</div> : undefined}
      <ChartData spec={e.chart_spec ?? {}} />
    </figure>
  );
}

function ChartData({ spec }: { spec: Readonly<Record<string, unknown>> }): VNode | null {
  const data = spec['data'];
  const first = (Array.isArray(data) ? data[0] : data) as { values?: Values } | undefined;
  const values = first?.values ?? [];
  const keys = Object.keys(values[0] ?? {});
  if (keys.length === 0) return null;
  const title = (spec['title'] as { text?: string } | undefined)?.text ?? '图表数据';
  return (
    <div class="only-read">
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            {keys.map((key) => (
              <th key={key}>{key}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {values.slice(0, 200).map((row, index) => (
            <tr key={index}>
              {keys.map((key) => (
                <td key={key}>{String(row[key] ?? '')}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
