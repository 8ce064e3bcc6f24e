declare module '*.css';

/** client-api.ts speaks of Node's Buffer for tests in process; over HTTP the page never has one. */
interface Buffer extends Uint8Array {}
