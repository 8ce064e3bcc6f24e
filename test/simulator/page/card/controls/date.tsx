import type { VNode } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { margin } from '../css.js';
import { useEnv } from '../env.js';
import { FieldError, useField } from '../form.js';
import type { TagProps } from '../registry.js';
import { Calendar } from './calendar.js';
import { dayText, daysIn, range, two } from './day.js';
import { fieldWidth } from './field.js';
import { Popup, SheetHead } from './popup.js';
import { Wheel } from './wheel.js';

const WAITING: Readonly<Record<string, string>> = {
  date_picker: '请选择日期',
  picker_time: '请选择时间',
  picker_datetime: '请选择日期和时间',
};
const zone = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** Date, time, or both: a calendar and columns on a PC, wheels on a phone. */
export function DateTag({ e, hint }: TagProps): VNode {
  const env = useEnv();
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const field = useField<string>(e);
  const phone = env.device === 'phone';
  const withDay = e.tag !== 'picker_time';
  const withTime = e.tag !== 'date_picker';
  const [today = '', now = '09:00'] = zone.format(env.now()).split(' ');
  const [draft, setDraft] = useState('');
  const [day, time] = parts(draft === '' ? field.value : draft, withDay, today, now);
  const name = hint ?? e.placeholder?.content ?? '日期';
  const close = (focus = true): void => {
    setOpen(false);
    if (focus) anchor.current?.focus();
  };
  const join = (d: string, t: string): string => (withDay && withTime ? `${d} ${t}` : withDay ? d : t);
  const take = (value: string): void => {
    close();
    field.commit(value);
  };
  const off = e.disabled === true || field.busy;
  const start = (): void => {
    setDraft(field.value);
    setOpen(true);
  };
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const setTime = (h: number, m: number): void => setDraft(join(day, `${two(h)}:${two(m)}`));
  const times = (
    <>
      <Wheel
        id={`${id}-h`}
        label="时"
        values={range(0, 23)}
        value={hour}
        unit={phone ? '时' : ''}
        focus={!withDay}
        set={(h) => setTime(h, minute)}
      />
      <Wheel
        id={`${id}-m`}
        label="分"
        values={range(0, 59)}
        value={minute}
        unit={phone ? '分' : ''}
        set={(m) => setTime(hour, m)}
      />
    </>
  );
  return (
    <div class="c-el" style={{ ...margin(e.margin), ...fieldWidth(e) }}>
      <button
        ref={anchor}
        type="button"
        class="c-field c-select c-date"
        data-field={e.name}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={`${name}：${field.value === '' ? '未选' : field.value}`}
        aria-busy={field.busy}
        aria-disabled={off}
        {...(field.bad === undefined ? {} : { 'aria-describedby': `${id}-bad`, 'data-bad': '' })}
        onClick={() => (off ? undefined : open ? close() : start())}
        onKeyDown={(event) => {
          if (off || open || event.key !== 'ArrowDown') return;
          event.preventDefault();
          start();
        }}
      >
        <span class="c-select__value">
          {field.value === '' ? (
            <span class="c-placeholder">{e.placeholder?.content ?? WAITING[e.tag]}</span>
          ) : (
            field.value
          )}
        </span>
        <span class={withDay ? 'c-date__icon' : 'c-date__icon c-date__icon--time'} aria-hidden="true" />
      </button>
      <FieldError id={id} bad={field.bad} />
      {open ? (
        <Popup
          anchor={anchor}
          phone={phone}
          label={name}
          minWidth={withDay ? 264 : 160}
          onClose={() => close(false)}
        >
          {phone ? (
            <>
              <SheetHead
                title={name.replace(/\*$/u, '')}
                cancel={() => close()}
                done={() => take(join(day, time))}
              />
              <div class="c-wheels">
                {withDay ? <DayWheels id={id} day={day} set={(to) => setDraft(join(to, time))} /> : undefined}
                {withTime ? times : undefined}
              </div>
            </>
          ) : (
            <div class="c-dates" onKeyDown={(event) => event.key === 'Tab' && !withTime && close()}>
              <div class="c-dates__parts">
                {withDay ? (
                  <Calendar
                    value={draft.slice(0, 10)}
                    today={today}
                    take
                    pick={(to) => (withTime ? setDraft(join(to, time)) : take(to))}
                    leave={() => close()}
                  />
                ) : undefined}
                {withTime ? <div class="c-times">{times}</div> : undefined}
              </div>
              {withTime ? (
                <div class="c-dates__foot">
                  <button
                    type="button"
                    class="c-btn c-btn--primary_filled c-btn--small"
                    onClick={() => take(join(day, time))}
                  >
                    确定
                  </button>
                </div>
              ) : undefined}
            </div>
          )}
        </Popup>
      ) : undefined}
    </div>
  );
}

/** Day and time of a value; what is not chosen yet stands at now. */
function parts(value: string, withDay: boolean, today: string, now: string): [day: string, time: string] {
  if (!withDay) return [today, value === '' ? now : value];
  return [value.slice(0, 10) || today, value.slice(11) || now];
}

function DayWheels({ id, day, set }: { id: string; day: string; set(day: string): void }): VNode {
  const [year = 2026, month = 1, date = 1] = day.split('-').map(Number);
  const put = (y: number, m: number, d: number): void => set(dayText(y, m, Math.min(d, daysIn(y, m))));
  return (
    <>
      <Wheel
        id={`${id}-y`}
        label="年"
        values={range(year - 5, year + 5)}
        value={year}
        unit="年"
        focus
        set={(y) => put(y, month, date)}
      />
      <Wheel
        id={`${id}-mo`}
        label="月"
        values={range(1, 12)}
        value={month}
        unit="月"
        set={(m) => put(year, m, date)}
      />
      <Wheel
        id={`${id}-d`}
        label="日"
        values={range(1, daysIn(year, month))}
        value={date}
        unit="日"
        set={(d) => put(year, month, d)}
      />
    </>
  );
}
