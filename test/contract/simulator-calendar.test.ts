import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CALENDAR_SCOPES, DEFAULT_SCOPES } from '../simulator/console.js';
import { GROUP, LIU, open, type Reply, type Setup } from './simulator-setup.js';

let it_: Setup;
beforeEach(async () => {
  it_ = await open();
});
afterEach(() => it_.stop());

describe('the bot’s calendar (contract §7.1)', () => {
  const event = {
    summary: '11月安委会',
    start_time: { timestamp: '1793689200', timezone: 'Asia/Shanghai' },
    end_time: { timestamp: '1793692800', timezone: 'Asia/Shanghai' },
    vchat: { vc_type: 'no_meeting' },
  };
  const own = async (): Promise<string> => {
    const { data } = await it_.call('POST', '/calendar/v4/calendars/primary', {});
    return (data['calendars'] as { calendar: { calendar_id: string } }[])[0]?.calendar.calendar_id ?? '';
  };

  test('one event for one key; people are invited separately; cancelled', async () => {
    const base = `/calendar/v4/calendars/${encodeURIComponent(await own())}/events`;
    const key = 'k'.repeat(32);
    const idIn = (reply: Reply): string => String((reply.data['event'] as { event_id: string }).event_id);
    const id = idIn(await it_.call('POST', base, event, { idempotency_key: key }));
    expect(idIn(await it_.call('POST', base, event, { idempotency_key: key }))).toBe(id);
    const invited = await it_.call('POST', `${base}/${id}/attendees`, {
      attendees: [
        { type: 'user', user_id: LIU },
        { type: 'chat', chat_id: GROUP },
      ],
    });
    expect(invited.data['attendees']).toHaveLength(2);
    expect([...it_.sim.calendar.events.values()]).toMatchObject([
      { id, attendees: [{ id: LIU }, { id: GROUP }] },
    ]);
    const off = `${base}/${id}/attendees/batch_delete`;
    expect((await it_.call('POST', off, {})).code).toBe(190014);
    expect((await it_.call('POST', off, { delete_ids: [{ type: 'room', user_id: LIU }] })).code).toBe(194004);
    const one = { delete_ids: [{ type: 'user', user_id: LIU }], need_notification: false };
    expect((await it_.call('POST', off, one)).code).toBe(0);
    expect((await it_.call('POST', off, { attendee_ids: [`chat_${GROUP}`] })).code).toBe(0);
    expect(it_.sim.calendar.events.get(id)?.attendees).toEqual([]);
    expect(await it_.call('POST', off, one)).toMatchObject({ status: 404, code: 194000 });
    expect((await it_.call('DELETE', `${base}/${id}`)).code).toBe(0);
    expect(await it_.call('GET', `${base}/${id}`)).toMatchObject({ status: 403, code: 193003 });
  });

  test('each step needs its scope: 99991672 names it, with it the step goes', async () => {
    it_.sim.console.publish({ scopes: DEFAULT_SCOPES });
    expect(await it_.call('POST', '/calendar/v4/calendars/primary', {})).toMatchObject({ code: 99991672 });
    it_.sim.console.publish({ scopes: [...DEFAULT_SCOPES, 'calendar:calendar:read'] });
    const base = `/calendar/v4/calendars/${encodeURIComponent(await own())}/events`;
    const refused = await it_.call('POST', base, event);
    expect(refused).toMatchObject({ code: 99991672 });
    expect(JSON.stringify(refused.error)).toContain('calendar:calendar.event:create');
    it_.sim.console.publish({ scopes: [...DEFAULT_SCOPES, ...CALENDAR_SCOPES] });
    expect((await it_.call('POST', base, event)).code).toBe(0);
    it_.sim.console.publish({ scopes: [...DEFAULT_SCOPES, 'calendar:calendar:read'] });
    const off = await it_.call('POST', `${base}/any/attendees/batch_delete`, {});
    expect(off).toMatchObject({ code: 99991672 });
    expect(JSON.stringify(off.error)).toContain('calendar:calendar.event:update');
  });

  test('seconds as text, not milliseconds; the end behind the start; only the own calendar', async () => {
    const base = `/calendar/v4/calendars/${encodeURIComponent(await own())}/events`;
    expect(
      (await it_.call('POST', base, { ...event, start_time: { timestamp: '1793689200000' } })).code,
    ).toBe(190014);
    expect((await it_.call('POST', base, { ...event, end_time: { timestamp: '1793680000' } })).code).toBe(
      190014,
    );
    expect((await it_.call('POST', base, event, { idempotency_key: 'short' })).code).toBe(190014);
    expect(await it_.call('POST', '/calendar/v4/calendars/other/events', event)).toMatchObject({
      status: 404,
      code: 191000,
    });
  });
});
