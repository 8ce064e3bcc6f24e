import palette from './palette.json';

/** The palette and the semantic colours of both themes as CSS variables, from one file (card-look §1). */
export function tokenCss(): string {
  const steps = (theme: 'light' | 'dark'): string =>
    Object.entries(palette)
      .flatMap(([family, both]) => [
        ...Object.entries(both[theme]).map(([step, hex]) => `--c-${family}-${step}:${hex};`),
        ...(family === 'grey' ? [] : [`--c-${family}-face:${faceColour(both, theme)};`]),
      ])
      .join('');
  const dark = `${steps('dark')}${DARK}color-scheme:dark;`;
  return `:root{${steps('light')}${LIGHT}color-scheme:light;}:root[data-theme=dark]{${dark}}`;
}

/** Faces carry white letters in both themes: the light theme's 500, dark enough for them. */
const faceColour = (
  both: { light: Record<string, string>; dark: Record<string, string> },
  theme: string,
): string => (theme === 'light' ? both.light['500'] : both.dark['400']) ?? '#1456F0';

const LIGHT =
  '--card:#FFFFFF;--page:#FFFFFF;--rail:#EDEFF3;--side:#F7F8FA;--popup:#FFFFFF;--line:rgba(31,35,41,.15);' +
  '--hover:rgba(31,35,41,.06);--pressed:rgba(31,35,41,.1);--mask:rgba(0,0,0,.4);--neutral-tag:rgba(31,35,41,.1);' +
  '--fill:var(--c-blue-500);--fill-hover:var(--c-blue-400);--fill-pressed:var(--c-blue-600);--fill-text:#fff;' +
  '--danger-fill:var(--c-red-500);--danger-hover:var(--c-red-400);--text-title:var(--c-grey-900);' +
  '--text-caption:var(--c-grey-600);--placeholder:var(--c-grey-500);--disabled:var(--c-grey-400);' +
  '--field-line:var(--c-grey-350);--bubble:#F2F3F5;--own:#D6E4FF;--selected:rgba(51,109,244,.1);' +
  '--shadow:0 8px 24px 8px rgba(31,35,41,.04),0 6px 12px rgba(31,35,41,.04),0 4px 8px -8px rgba(31,35,41,.06);';
const DARK =
  '--card:#1A1A1A;--page:#141414;--rail:#0A0A0A;--side:#1A1A1A;--popup:var(--c-grey-100);--line:rgba(235,235,235,.15);' +
  '--hover:rgba(235,235,235,.08);--pressed:rgba(235,235,235,.12);--mask:rgba(0,0,0,.7);' +
  '--neutral-tag:rgba(235,235,235,.1);--fill:var(--c-blue-400);--fill-hover:var(--c-blue-350);' +
  '--fill-pressed:var(--c-blue-300);--danger-fill:var(--c-red-400);--danger-hover:var(--c-red-350);' +
  '--bubble:#292929;--own:#173166;--selected:rgba(76,136,255,.16);' +
  '--shadow:0 8px 24px 8px rgba(0,0,0,.24),0 6px 12px rgba(0,0,0,.28),0 4px 8px -8px rgba(0,0,0,.32);';
