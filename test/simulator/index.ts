import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SimClient } from './client.js';
import { EventEngine, webhookTransport } from './events.js';
import { createPlatform, type Fault, type SimApp } from './platform.js';
import { serveLongConnection, type LongConnection } from './socket.js';
import { SimState, type SimPerson } from './state.js';

export interface SimulatorOptions {
  readonly people: readonly SimPerson[];
  readonly groups: readonly {
    readonly chatId: string;
    readonly name: string;
    readonly members: readonly string[];
    readonly bot: boolean;
  }[];
  /** Where the clock starts; it runs on from there. */
  readonly start?: Date;
  readonly port?: number;
}

export interface Simulator {
  readonly baseUrl: string;
  readonly app: SimApp;
  readonly state: SimState;
  readonly client: SimClient;
  readonly engine: EventEngine;
  readonly faults: Fault[];
  readonly clock: { now(): Date; set(at: Date): Promise<void>; advance(ms: number): Promise<void> };
  /** Tells the platform where the app's webhook is. */
  connect(url: string): void;
  /** The other transport: what the app's long connection gets its events by. */
  readonly socket: LongConnection;
  connectSocket(): void;
  /** Called after every change, for the page's stream. */
  onChange(listener: () => void): () => void;
  stop(): Promise<void>;
}

let serial = 0;

/** Starts a local Feishu on loopback. Each has an app of its own, since the SDK's caches are keyed by app id. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  serial += 1;
  let offset = options.start === undefined ? 0 : options.start.getTime() - Date.now();
  const now = (): number => Date.now() + offset;
  const app: SimApp = {
    appId: `cli_${(process.pid * 1000 + serial).toString(16).padStart(16, '0').slice(-16)}`,
    appSecret: 'simulated-secret',
    encryptKey: 'simulated-encrypt-key',
    verificationToken: 'simulated-token',
    tenantKey: 'simulated-tenant',
    botOpenId: 'ou_bot_self',
  };
  const state = new SimState(now);
  for (const person of options.people) state.people.set(person.openId, person);
  for (const group of options.groups)
    state.chats.set(group.chatId, {
      chatId: group.chatId,
      name: group.name,
      mode: 'group',
      members: new Set(group.members),
      botInside: group.bot,
    });
  const listeners = new Set<() => void>();
  const changed = (): void => listeners.forEach((listener) => listener());
  const faults: Fault[] = [];
  const engine = new EventEngine(state, app, changed);
  const client = new SimClient(state, app, engine, changed);
  const server = await new Promise<Server>((resolve) => {
    const listening = createPlatform(state, app, faults, changed, () => socket.url()).listen(
      options.port ?? 0,
      '127.0.0.1',
      () => resolve(listening),
    );
  });
  const port = (): number => (server.address() as AddressInfo).port;
  const socket: LongConnection = serveLongConnection(server, port);
  const moved = async (): Promise<void> => {
    await engine.retryDue();
    changed();
  };
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    app,
    state,
    client,
    engine,
    faults,
    clock: {
      now: () => new Date(now()),
      set: (at) => {
        offset = at.getTime() - Date.now();
        return moved();
      },
      advance: (ms) => {
        offset += ms;
        return moved();
      },
    },
    socket,
    connectSocket: () => {
      engine.transport = socket.transport;
    },
    connect: (url) => {
      engine.transport = webhookTransport(url, app, now);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        socket.cut();
        server.closeAllConnections();
      }),
  };
}
