import { Refused, type Answer, type Call, type Endpoint, type Platform } from './endpoint.js';
import { pictureKind, pictureSize } from './pictures.js';

const IMAGE_BYTES = 10 * 1024 * 1024;
const FILE_BYTES = 30 * 1024 * 1024;
const FILE_TYPES = new Set(['opus', 'mp4', 'pdf', 'doc', 'xls', 'ppt', 'stream']);
const UPLOAD = ['im:resource', 'im:resource:upload'];

/** Multipart uploads, and downloads of the app's own (contract §5.7). */
export const UPLOADS: readonly Endpoint[] = [
  { method: 'POST', path: '/im/v1/images', scopes: UPLOAD, run: uploadImage },
  { method: 'POST', path: '/im/v1/files', scopes: UPLOAD, run: uploadFile },
  {
    method: 'GET',
    path: '/im/v1/images/:key',
    scopes: ['im:resource', 'im:message:readonly'],
    run: own('image'),
  },
  {
    method: 'GET',
    path: '/im/v1/files/:key',
    scopes: ['im:resource', 'im:message:readonly'],
    run: own('file'),
  },
];

function uploadImage({ state, console }: Platform, call: Call): Answer {
  if (!console.live.bot) throw new Refused(234007, 'App does not enable bot feature.');
  const type = textPart(call, 'image_type');
  const bytes = bytesPart(call, 'image');
  if (type !== 'message' && type !== 'avatar')
    throw new Refused(234001, 'Invalid request param: image_type.');
  if (bytes === undefined) throw new Refused(234001, 'Invalid request param: image.');
  if (bytes.length === 0) throw new Refused(234010, "File's size can't be 0.");
  if (bytes.length > IMAGE_BYTES) throw new Refused(234006, 'The file size exceed the max value.');
  const kind = pictureKind(bytes);
  if (kind === undefined) throw new Refused(234011, "Can't recognize image format.");
  const size = pictureSize(bytes);
  const most = kind === 'gif' ? 2000 : type === 'avatar' ? 4096 : 12_000;
  if (size !== undefined && (size.width > most || size.height > most))
    throw new Refused(234039, 'Image resolution exceeds limit.');
  const key = state.id('img_v3_');
  state.blobs.set(key, { bytes, owner: 'app', name: `image.${kind}`, kind: 'image' });
  return { data: { image_key: key } };
}

function uploadFile({ state, console }: Platform, call: Call): Answer {
  if (!console.live.bot) throw new Refused(234007, 'App does not enable bot feature.');
  const fileType = textPart(call, 'file_type') ?? '';
  const name = textPart(call, 'file_name') ?? '';
  const bytes = bytesPart(call, 'file');
  if (!FILE_TYPES.has(fileType)) throw new Refused(234001, 'Invalid request param: file_type.');
  if (name === '') throw new Refused(234001, 'Invalid request param: file_name.');
  if (bytes === undefined) throw new Refused(234001, 'Invalid request param: file.');
  if (bytes.length === 0) throw new Refused(234010, "File's size can't be 0.");
  if (bytes.length > FILE_BYTES) throw new Refused(234006, 'The file size exceed the max value.');
  const key = state.id('file_v3_');
  state.blobs.set(key, { bytes, owner: 'app', name, kind: 'file', fileType });
  return { data: { file_key: key } };
}

/** Serves the app's own uploads only: asking for people's pictures here is a classic bug (234008). */
function own(kind: 'image' | 'file'): Endpoint['run'] {
  return ({ state }, call) => {
    const blob = state.blobs.get(call.params['key'] ?? '');
    if (blob === undefined || blob.kind !== kind)
      throw new Refused(234001, `Invalid request param: ${kind}_key.`);
    if (blob.owner !== 'app') throw new Refused(234008, 'The app is not the resource sender.');
    return { bytes: blob.bytes, name: blob.name };
  };
}

const textPart = (call: Call, name: string): string | undefined =>
  call.form.find((part) => part.name === name)?.bytes.toString('utf8');
const bytesPart = (call: Call, name: string): Buffer | undefined =>
  call.form.find((part) => part.name === name)?.bytes;
