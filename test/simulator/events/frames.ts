import protobuf from 'protobufjs';

/** The frames of the long connection (contract §9.3). */
const { root } = protobuf.parse(
  `syntax = "proto2";
   message Header { required string key = 1; required string value = 2; }
   message Frame {
     required uint64 SeqID = 1; required uint64 LogID = 2; required int32 service = 3; required int32 method = 4;
     repeated Header headers = 5; optional string payloadEncoding = 6; optional string payloadType = 7;
     optional bytes payload = 8; optional string LogIDNew = 9;
   }`,
  { keepCase: true },
);
const Frame = root.lookupType('Frame');

export interface FrameIn {
  /** 0 control, 1 data. */
  readonly method: number;
  readonly service: number;
  readonly header: (key: string) => string;
  readonly text: string;
}

/** Service id in the connection's address; the client repeats it in its pings. */
export const SERVICE = 33554678;

let serial = 0;

export function encodeFrame(
  method: 0 | 1,
  headers: Readonly<Record<string, string>>,
  payload: Buffer,
): Uint8Array {
  serial += 1;
  const frame = Frame.create({
    SeqID: serial,
    LogID: serial,
    service: SERVICE,
    method,
    headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
    payload,
  });
  return Frame.encode(frame).finish();
}

export function decodeFrame(bytes: Uint8Array): FrameIn {
  const frame = Frame.decode(bytes) as unknown as {
    method: number;
    service: number;
    headers: readonly { key: string; value: string }[];
    payload?: Uint8Array;
  };
  return {
    method: frame.method,
    service: frame.service,
    header: (key) => frame.headers.find((one) => one.key === key)?.value ?? '',
    text: Buffer.from(frame.payload ?? []).toString('utf8'),
  };
}
