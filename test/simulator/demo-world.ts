import { DEED, STATUS } from '../../cards/texts.zh-CN.js';
import { addDays, dayOf, instantAt } from '../../src/calendar.js';
import { listOf } from '../../src/store/collection.js';
import { createWorld, GROUPS, moment, samplePhoto, type World } from '../harness/world.js';

/** experience.md §8: a Monday on which every date, theme and holiday shown is real. */
const START = '2026-05-25 10:00';

/** The bureau on that Monday, with one hazard of 二号养老院 that is due today: the moved clock has something to say. */
export async function seededWorld(): Promise<World> {
  const world = await createWorld('2026-05-22 09:00');
  const people = (await world.app().people.org()).people;
  const idOf = (name: string): string => people.find((person) => person.name === name)?._id ?? '';
  await world.group(GROUPS.home2).says('谢娜', '二楼水房消防水带接口漏水', { images: [await samplePhoto()] });
  const guo = world.person('郭军');
  await guo.clicks(guo.sees('请核实'), '核实属实，交办', {
    title: '消防水带接口漏水',
    level: 'ordinary',
    manner: 'days3',
    rectifier: idOf('田亮'),
    measures: '更换接口垫圈',
  });
  const min = world.person('李敏');
  await min.clicks(min.sees('请审批'), '同意');
  await walkTo(world, moment(START));
  world.sim.state.unread.clear();
  return world;
}

/** A new message of the bot that came while the clock was moved. */
export interface Arrival {
  readonly messageId: string;
  readonly chatId: string;
  /** Whose private chat it is in; none in a group. */
  readonly openId?: string;
  /** The person's or the group's name. */
  readonly to: string;
  readonly words: string;
  /** All that its card says, as JSON; empty without one. */
  readonly card: string;
  readonly at: number;
}

/** The hours of a day at which the walk stops: the bot speaks between eight and twenty o'clock. */
const FIRST_HOUR = 8;
const LAST_HOUR = 20;

/**
 * Moves the clock and stops at each full hour of the days on the way, as if somebody had waited: each digest, rung and
 * post comes at its own time, not all of them at the end.
 * @param to an instant that is still to come; an earlier one does nothing
 * @returns what arrived on the way, oldest first
 */
export async function walkTo(world: World, to: Date): Promise<readonly Arrival[]> {
  const { state, clock } = world.sim;
  const before = state.messages.length;
  for (const stop of stopsBetween(clock.now(), to)) {
    await clock.set(stop);
    await world.app().tick();
  }
  if (to > clock.now()) await clock.set(to);
  await world.settle();
  return state.messages.slice(before).flatMap((message) => {
    const chat = state.chats.get(message.chatId);
    if (message.sender !== 'bot' || chat === undefined) return [];
    const openId = chat.mode === 'p2p' ? [...chat.members][0] : undefined;
    const seen = openId ?? [...chat.members][0] ?? '';
    const shown = world.sim.people.message(seen, message.messageId);
    return [
      {
        messageId: message.messageId,
        chatId: chat.chatId,
        ...(openId === undefined ? {} : { openId }),
        to: chat.name,
        words: shown?.words ?? '',
        card: shown?.card === undefined ? '' : JSON.stringify(shown.card),
        at: message.createdAt,
      },
    ];
  });
}

function stopsBetween(from: Date, to: Date): readonly Date[] {
  const stops: Date[] = [];
  for (let day = dayOf(from); day <= dayOf(to); day = addDays(day, 1))
    for (let hour = FIRST_HOUR; hour <= LAST_HOUR; hour += 1)
      stops.push(instantAt(day, `${String(hour).padStart(2, '0')}:00`));
  return stops.filter((stop) => stop > from && stop < to);
}

const HAZARDS = 20;
const ROWS = 60;

/** What the bot keeps, newest first: hazards with their history, what is to be sent, the jobs that ran; and words for it. */
export async function storedOf(world: World): Promise<object> {
  const { store } = world.temp;
  const newest = (name: 'hazards' | 'outbox' | 'jobRuns', sort: string, limit: number): Promise<unknown[]> =>
    listOf(store.collection<{ _id: string }>(name).find({}, { sort: { [sort]: -1 }, limit }));
  const [org, hazards, outbox, runs] = await Promise.all([
    world.app().people.org(),
    newest('hazards', '_id', HAZARDS),
    newest('outbox', 'createdAt', ROWS),
    newest('jobRuns', 'startedAt', ROWS),
  ]);
  const names = {
    bot: '安全助手',
    ...Object.fromEntries(org.people.map((person) => [person._id, person.name])),
  };
  return { hazards, outbox, runs, words: { status: STATUS, deed: DEED, names } };
}
