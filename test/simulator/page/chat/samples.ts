/** The sample photos that ship with the page (drawn by assets/draw.mjs). */
export const SAMPLES = [
  { file: 'gauge-red', name: '灭火器，指针在红区' },
  { file: 'gauge-green', name: '灭火器，已充装' },
  { file: 'exit-locked', name: '安全出口，上了锁' },
  { file: 'exit-open', name: '安全出口，已打开' },
  { file: 'corridor-boxes', name: '走廊堆着纸箱' },
  { file: 'corridor-clear', name: '走廊已清空' },
] as const;

export type Sample = (typeof SAMPLES)[number]['file'];

export const sampleUrl = (file: Sample): string => `/page/assets/${file}.jpg`;
