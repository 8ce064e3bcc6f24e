import type { Endpoint } from './endpoint.js';

interface Found {
  readonly endpoint: Endpoint;
  readonly params: Readonly<Record<string, string>>;
}

const patterns = new WeakMap<Endpoint, RegExp>();

/** The endpoint for a path; says so if only the method is wrong (99991301 instead of 99991201). */
export function findEndpoint(
  endpoints: readonly Endpoint[],
  method: string,
  path: string,
): Found | 'wrong method' | undefined {
  let otherMethod = false;
  for (const endpoint of endpoints) {
    const match = patternOf(endpoint).exec(path);
    if (match === null) continue;
    if (endpoint.method !== method) {
      otherMethod = true;
      continue;
    }
    const entries = Object.entries(match.groups ?? {}).map(([name, value]) => [
      name,
      decodeURIComponent(value),
    ]);
    return { endpoint, params: Object.fromEntries(entries) as Record<string, string> };
  }
  return otherMethod ? 'wrong method' : undefined;
}

function patternOf(endpoint: Endpoint): RegExp {
  let pattern = patterns.get(endpoint);
  if (pattern === undefined) {
    pattern = new RegExp(`^${endpoint.path.replaceAll(/:(\w+)/gu, '(?<$1>[^/]+)')}/?$`, 'u');
    patterns.set(endpoint, pattern);
  }
  return pattern;
}
