import { useEffect, useState } from 'preact/hooks';

export type Theme = 'light' | 'dark';

const KEY = 'demo-theme';
const media = matchMedia('(prefers-color-scheme: dark)');

function stored(): Theme | undefined {
  const asked = new URLSearchParams(location.search).get('theme') ?? localStorage.getItem(KEY);
  return asked === 'dark' || asked === 'light' ? asked : undefined;
}

/** Light or dark: as the system says until somebody chooses. */
export function useTheme(): [Theme, () => void] {
  const [theme, setTheme] = useState<Theme>(() => stored() ?? (media.matches ? 'dark' : 'light'));
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  useEffect(() => {
    const follow = (): void => {
      if (stored() === undefined) setTheme(media.matches ? 'dark' : 'light');
    };
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, []);
  return [
    theme,
    () => {
      const next = theme === 'dark' ? 'light' : 'dark';
      localStorage.setItem(KEY, next);
      setTheme(next);
    },
  ];
}

const NARROW = matchMedia('(max-width: 719px)');

/** A phone-sized window is a phone. */
export function useDevice(): 'pc' | 'phone' {
  const [narrow, setNarrow] = useState(NARROW.matches);
  useEffect(() => {
    const follow = (): void => setNarrow(NARROW.matches);
    NARROW.addEventListener('change', follow);
    return () => NARROW.removeEventListener('change', follow);
  }, []);
  return narrow ? 'phone' : 'pc';
}
