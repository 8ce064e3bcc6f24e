import { expect, test } from '@jest/globals';
import { createLog, redacted, sdkLogger } from '../../src/log.js';

test.each([
  ['{"text":"三楼\\"西侧\\"漏水"}', '西侧'],
  ['{"content":"{\\"text\\":\\"三楼漏水\\"}"}', '漏水'],
  ['Bearer t-0123456789abcdef', '0123456789'],
  ['c-295ee57216a5dc9de90fefd0', '295ee57216'],
  ['mobile 13800000001', '13800000001'],
  ['{"app_secret":"a\\"b-secret"}', 'b-secret'],
])('%s does not show %s', (line, secret) => expect(redacted(line)).not.toContain(secret));

test('an error is logged without the request it carries', () => {
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => void lines.push(line) });
  const error = Object.assign(new Error('failed'), {
    config: { headers: { Authorization: 'Bearer t-abcdefghijk' }, data: '三楼漏水' },
  });
  log.error({ err: error, hazardId: 'h1' }, 'a call failed');
  expect(lines[0]).toContain('h1');
  expect(lines[0]).not.toMatch(/abcdefghijk|三楼/u);
});

test('of the SDK its words are logged, never an empty line', () => {
  const lines: string[] = [];
  const sdk = sdkLogger(createLog('debug', { write: (line) => void lines.push(line) }));
  sdk.error([
    { message: 'Request failed with status code 429', config: { headers: { Authorization: 't-1' } } },
  ]);
  sdk.error([{ config: { data: 'what people wrote' } }]);
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    'Request failed with status code 429',
  ]);
});
