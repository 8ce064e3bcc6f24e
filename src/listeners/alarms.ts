import { momentInWords } from '../calendar.js';
import type { OutboxRow } from '../delivery/rows.js';
import { activeWithRole } from '../people/org.js';
import { noteTo, type Desk } from './desk.js';

type Teller = Pick<Desk, 'people' | 'tell'>;

/**
 * A note to every administrator, in private; the same cause is told once.
 * @param how `alarm` is red and comes at any hour, `plain` waits for waking hours
 */
export async function tellAdmins(
  desk: Teller,
  cause: string,
  title: string,
  lines: readonly string[],
  how: 'alarm' | 'plain' = 'alarm',
): Promise<void> {
  for (const admin of activeWithRole(await desk.people.org(), 'admin')) {
    const target = { kind: 'person', personId: admin._id } as const;
    await desk.tell(
      `${cause}:${admin._id}`,
      how === 'alarm'
        ? noteTo(target, title, lines, { colour: 'red' })
        : { ...noteTo(target, title, lines), anyHour: false },
    );
  }
}

/** A message was given up. An alarm about an alarm would never end. */
export async function alarmUnsent(desk: Teller, row: OutboxRow, reason: string): Promise<void> {
  if (row._id.startsWith('note:alarm:')) return;
  await tellAdmins(desk, `alarm:${row._id}`, '有一条消息没有发出去', [
    `类型 ${row.notice?.type ?? row.kind}，原因：${reason.slice(0, 120)}`,
    '请运行 npm run cli -- outbox list 查看，outbox retry 重试。',
  ]);
}

/** The long connection was open but brought nothing (cases.md 95). */
export async function alarmDeaf(desk: Teller, since: Date, now: Date): Promise<void> {
  await tellAdmins(desk, `deaf:${since.getTime()}`, '收消息中断过', [
    `${momentInWords(since, now)}起收不到飞书的消息，已重新连接。其间的消息飞书会再送来，没有回音的请再发一次。`,
  ]);
}
