import type { VNode } from 'preact';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import type { Arrival, PersonView } from '../app/backend.js';
import type { View } from '../app/store.js';
import { suggestions } from '../chat/draft.js';
import { Arrived } from './Arrived.js';
import { mark, pointed } from './point.js';
import { useProgress } from './progress.js';
import { END, STEPS, type Step, type Words } from './steps.js';

interface TourProps {
  readonly view: View;
  become(openId: string, chatName?: string): void;
  open(chatId: string): void;
  setClock(at: number): Promise<void>;
  putAway(): void;
}

/** Seven steps through one hazard and the days after; each is done when the state says so, or passed by hand. */
export function Tour({ view, become, open, setClock, putAway }: TourProps): VNode {
  const [progress, put] = useProgress();
  const { at, hidden, english } = progress;
  const step = STEPS[at];
  const next = STEPS[at + 1];
  const done = view.ready && step?.done(view) === true;
  const personOf = (of: Step | undefined): PersonView | undefined =>
    view.people.find((one) => one.name === of?.who);
  const wanted = done ? undefined : step?.write?.(view);
  const go = (to: Step, n: number): void => {
    const person = personOf(to);
    put({ at: n });
    if (person !== undefined && person.openId !== view.as) become(person.openId, to.chat(view));
  };

  // Whoever clicks the next face instead of the button is at the next step, too.
  const moved = done && next !== undefined && personOf(next)?.openId === view.as && next.who !== step?.who;
  useEffect(() => {
    if (moved) put({ at: at + 1 });
  }, [moved, at]);
  useEffect(() => {
    if (view.resets > 0) put({ at: 0 });
  }, [view.resets]);
  useEffect(() => {
    suggestions.set(
      step === undefined || wanted === undefined || hidden
        ? undefined
        : { as: step.who, chat: step.chat(view), ...wanted },
    );
  }, [at, hidden, wanted === undefined]);
  // After everything is drawn: the ring goes around what is to be clicked now.
  useLayoutEffect(() => {
    const frame = requestAnimationFrame(() =>
      mark(step === undefined || hidden ? null : pointed(step, view, done)),
    );
    return () => cancelAnimationFrame(frame);
  });

  const say = (zh: string, en: string): string => (english ? en : zh);
  const words = (both: Words): string => say(both.zh, both.en);
  const lang = english ? 'en' : undefined;
  const show = ({ openId, chatId }: Arrival): void =>
    openId === undefined ? open(chatId) : become(openId, '安全助手');
  const arrived = <Arrived view={view} english={english} show={show} close={putAway} />;
  if (hidden)
    return (
      <>
        <div class="tour tour--hidden">
          <button type="button" class="tour__text" onClick={() => put({ hidden: false })}>
            {say('打开引导', 'Show the tour')}
          </button>
        </div>
        {arrived}
      </>
    );
  const person = personOf(step);
  return (
    <>
      <section
        class={done ? 'tour tour--done' : 'tour'}
        aria-label={say('引导', 'Guided tour')}
        data-step={at + 1}
        data-done={done}
      >
        <span class="tour__no" aria-hidden="true">
          {step === undefined ? '✓' : at + 1}
          <small>/{STEPS.length}</small>
        </span>
        <div class="tour__words" aria-live="polite" lang={lang}>
          {step === undefined ? (
            <b>{words(END)}</b>
          ) : done ? (
            <b>
              {say('✓ 看：', '✓ Notice: ')}
              {words(step.notice(view))}
            </b>
          ) : (
            <>
              <b>{words(typeof step.say === 'function' ? step.say(view) : step.say)}</b>
              <small>
                <span class="tour__label">{say('点：', 'Click: ')}</span>
                {words(step.click)}
                <span class="tour__label tour__label--next">{say('看：', 'Notice: ')}</span>
                {words(step.notice(view))}
              </small>
            </>
          )}
        </div>
        <div class="tour__buttons">
          {(done ? [] : (step?.moves ?? [])).map((move) => (
            <button
              key={move.at}
              type="button"
              class="c-btn c-btn--default c-btn--small"
              data-tour={`move:${move.at}`}
              disabled={view.now >= move.at || view.moving}
              onClick={() => void setClock(move.at)}
            >
              {words(move.label)}
            </button>
          ))}
          {step === undefined || done || person === undefined || person.openId === view.as ? undefined : (
            <button
              type="button"
              class="c-btn c-btn--primary_filled c-btn--small"
              data-tour="be"
              onClick={() => go(step, at)}
            >
              {say(`换成${step.who}`, `Be ${step.who}`)}
            </button>
          )}
          {done ? (
            <button
              type="button"
              class="c-btn c-btn--primary_filled c-btn--small"
              data-tour="next"
              onClick={() => (next === undefined ? put({ at: at + 1 }) : go(next, at + 1))}
            >
              {next === undefined
                ? say('走完', 'Finish')
                : say(`下一步：换成${next.who}`, `Next: be ${next.who}`)}
            </button>
          ) : undefined}
          {at === 0 ? undefined : (
            <button type="button" class="tour__text" onClick={() => put({ at: at - 1 })}>
              {say('上一步', 'Back')}
            </button>
          )}
          {step === undefined || done ? undefined : (
            <button type="button" class="tour__text" onClick={() => put({ at: at + 1 })}>
              {say('跳过', 'Skip')}
            </button>
          )}
          <button
            type="button"
            class="tour__text"
            lang={english ? undefined : 'en'}
            data-tour="language"
            onClick={() => put({ english: !english })}
          >
            {english ? '中文' : 'English'}
          </button>
          <button type="button" class="tour__text" onClick={() => put({ hidden: true })}>
            {say('收起', 'Hide')}
          </button>
        </div>
      </section>
      {arrived}
    </>
  );
}
