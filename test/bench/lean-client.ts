import { connect, type Socket } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

/** One keep-alive connection that sends requests made beforehand, one at a time. */
export interface LeanConnection {
  /** Sends a whole request as bytes; resolves to the status once the answer is complete. */
  send(request: Buffer): Promise<number>;
  close(): void;
}

/**
 * A client that costs next to nothing: `http.request` takes longer for a request than the servers that are
 * measured, so that the figures would be its own. It reads answers with a content-length or without content,
 * which is all that the servers send here.
 * @throws Error when the connection is refused
 */
export async function leanConnection(port: number): Promise<LeanConnection> {
  const socket = await connected(port);
  let waiting: { done: (status: number) => void; failed: (error: Error) => void } | undefined;
  let read: Buffer = Buffer.alloc(0);
  socket.on('data', (part: Buffer) => {
    read = read.length === 0 ? part : Buffer.concat([read, part]);
    const status = completeAnswer(read);
    if (status === undefined) return;
    read = Buffer.alloc(0);
    const { done } = waiting ?? {};
    waiting = undefined;
    done?.(status);
  });
  const lost = (): void => waiting?.failed(new Error('the connection was lost'));
  socket.on('error', lost);
  socket.on('close', lost);
  return {
    send: (request) =>
      new Promise((done, failed) => {
        waiting = { done, failed };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** The status of an answer that is all there; undefined while some of it is on its way. */
function completeAnswer(bytes: Buffer): number | undefined {
  const head = bytes.indexOf(HEAD_END);
  if (head < 0) return undefined;
  const text = bytes.toString('latin1', 0, head);
  const status = Number(text.slice(9, 12));
  // The SDK's handler answers "no content", which has no body and no length.
  if (status === 204) return status;
  const length = /\r\ncontent-length: (\d{1,9})/i.exec(text)?.[1];
  if (length === undefined) throw new Error(`an answer without a content-length: ${text.slice(0, 200)}`);
  return bytes.length < head + HEAD_END.length + Number(length) ? undefined : status;
}
