import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { EVENTS } from '../../src/feishu/socket.js';
import { DEFAULT_SCOPES } from '../simulator/console.js';

/** What stands in `code` in one numbered step, up to what is optional. */
function namedIn(file: string, step: number, optional: string): readonly string[] {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const found = new RegExp(`^${step}\\. [^]*?(?=^${step + 1}\\. )`, 'mu').exec(text)?.[0] ?? '';
  return [...(found.split(optional)[0] ?? '').matchAll(/`([^`]+)`/gu)].map((match) => match[1] ?? '');
}

/** So every scenario runs with exactly what the administrator was told to set up. */
test.each([
  ['README.md', 'Optional'],
  ['README.zh-CN.md', '可选'],
])('Appendix A server 8: scopes and events of %s are what is granted by default', (file, optional) => {
  expect(namedIn(file, 3, optional).toSorted()).toEqual(DEFAULT_SCOPES.toSorted());
  expect(namedIn(file, 4, optional).toSorted()).toEqual(EVENTS.toSorted());
});
