import { expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

test('no test reaches beyond this machine', async () => {
  // 192.0.2.1 and example.invalid belong to nobody (RFC 5737, RFC 6761).
  await expect(fetch('http://192.0.2.1/')).rejects.toMatchObject({
    cause: { message: expect.stringContaining('only loopback is there') },
  });
  const [error] = (await once(connect(443, 'example.invalid'), 'close').catch((one: unknown) => [one])) as [
    Error,
  ];
  expect(error.message).toContain('only loopback is there');
});

test('loopback works as ever', async () => {
  const server = createServer((_request, response) => response.end('here')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('here');
  expect(await (await fetch(`http://localhost:${port}/`)).text()).toBe('here');
  server.close();
  server.closeAllConnections();
});
