import { useEffect, useState } from 'preact/hooks';

/** How far the tour is; kept for as long as the window is open. */
export interface Progress {
  /** Index of the step. */
  readonly at: number;
  readonly hidden: boolean;
  readonly english: boolean;
}

const KEY = 'demo-tour';
const START: Progress = { at: 0, hidden: false, english: false };

function stored(): Progress {
  try {
    return { ...START, ...(JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Partial<Progress>) };
  } catch {
    return START;
  }
}

export function useProgress(): [Progress, (part: Partial<Progress>) => void] {
  const [progress, setProgress] = useState(stored);
  useEffect(() => sessionStorage.setItem(KEY, JSON.stringify(progress)), [progress]);
  return [progress, (part) => setProgress((old) => ({ ...old, ...part }))];
}
