import VChart from '@visactor/vchart';
import type { ChartModule } from './tags/chart.js';

/** Token values of the page, so that a chart fits the theme it stands in. */
function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

const BRAND: Readonly<Record<string, readonly string[]>> = {
  light: ['blue-500', 'yellow-350', 'turquoise-300', 'orange-350', 'purple-400', 'wathet-300'],
  dark: ['blue-600', 'yellow-600', 'turquoise-600', 'orange-600', 'purple-600', 'wathet-600'],
};
const RAINBOW = [
  'blue',
  'wathet',
  'turquoise',
  'green',
  'lime',
  'yellow',
  'orange',
  'red',
  'carmine',
  'purple',
];

function colours(dark: boolean, theme: string | undefined): string[] {
  const step = dark ? '600' : '400';
  const names =
    theme === 'rainbow'
      ? RAINBOW.map((family) => `${family}-${step}`)
      : theme === 'primary'
        ? ['700', '500', '400', '350', '300', '200'].map((one) => `blue-${one}`)
        : theme === 'complementary'
          ? [`blue-${step}`, `orange-${step}`, `turquoise-${step}`, `red-${step}`]
          : theme === 'converse'
            ? [`blue-${step}`, `red-${step}`]
            : (BRAND[dark ? 'dark' : 'light'] ?? []);
  return names.map((name) => token(`--c-${name}`));
}

export const draw: ChartModule['draw'] = (root, spec, dark, theme) => {
  const text = token('--text-caption');
  const chart = new VChart(
    {
      ...spec,
      animation: false,
      background: 'transparent',
      color: (spec as { color?: unknown }).color ?? colours(dark, theme),
    } as never,
    {
      dom: root,
      theme: {
        ...(dark ? { type: 'dark' } : {}),
        fontFamily: getComputedStyle(document.body).fontFamily,
        // Words inside a bar are plain, not outlined.
        series: { bar: { label: { smartInvert: { outlineBorderWidth: 0 }, style: { lineWidth: 0 } } } },
        component: {
          axis: {
            label: { style: { fill: text, fontSize: 12 } },
            grid: { style: { stroke: token('--line'), lineDash: [0] } },
          },
          title: { textStyle: { fill: token('--text-title'), fontSize: 14 } },
        },
      } as never,
      animation: false,
    },
  );
  chart.renderSync();
  return () => chart.release();
};
