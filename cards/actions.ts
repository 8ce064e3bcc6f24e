import { z } from 'zod';
import { isDay } from '../src/calendar.js';
import { MEETING_ACTIONS, MEETING_FIELDS } from './meeting-actions.js';

/** What a button can mean. A button's value is `{a, h?, s?, x?}`: ids and a stage, never rights or texts. */
export const ACTIONS = [
  'view',
  'open',
  'back',
  'correct-open',
  'correct',
  'withdraw',
  'not-hazard-open',
  'not-hazard',
  'split',
  'split-no',
  'split-open',
  'split-some',
  'same',
  'same-no',
  'choose-kind',
  'assign-unit',
  'rewrite',
  'verify',
  'merge-open',
  'merge',
  'transfer-ask',
  'transfer',
  'on-the-spot-open',
  'on-the-spot',
  'submit-plan',
  'approve',
  'return',
  'report-done',
  'progress-open',
  'progress',
  'extension-open',
  'extension',
  'hand-over-open',
  'hand-over',
  'no-photo-open',
  'no-photo',
  'pass-recheck',
  'fail-recheck',
  'take-charge',
  'remind-duty',
  'settle',
  'injured',
  'false-alarm',
  'accident-reported',
  'photo-of',
  'mended-which',
  'mended-none',
  'report-by-name',
  'my-todos',
  'my-reports',
  'report-form-open',
  'report-form',
  'ledger-file',
  'report-file',
  'papers-open',
  'paper-notice',
  'paper-recheck',
  'paper-urging',
  'paper-transfer',
  'acknowledge',
  'burden-open',
  'ask-reason',
  'group-use',
  'group-unit',
  'claim-confirm',
  'claim-refuse',
  'unit-change',
  'leave',
  'leave-end',
  'identity-yes',
  'identity-no',
  'reward-propose',
  'reward-approve',
  'reward-decline',
  'reward-paid',
  'reward-open',
  'reward-rule-open',
  'reward-rule',
  'anonymous-cancel',
  'receipt-view',
  'receipt-add',
  'receipt-withdraw',
  'campaign-view',
  'campaign-year',
  'campaign-auto',
  'campaign-approve',
  'campaign-edit-open',
  'campaign-skip',
  'campaign-learned',
  'campaign-file',
  'campaign-notice',
  'case-push',
  'quiz-start',
  'quiz-answer',
  'quiz-next',
  'quiz-daily',
  'quiz-template',
  'activity-open',
  'activity',
  'activity-photos',
  'activity-withdraw',
  'activity-ledger',
  ...MEETING_ACTIONS,
] as const;
export type ActionId = (typeof ACTIONS)[number];

const value = z.object({
  a: z.enum(ACTIONS),
  h: z.string().max(64).optional(),
  s: z.number().int().optional(),
  x: z.string().max(200).optional(),
});

export interface ButtonValue {
  readonly action: ActionId;
  readonly hazardId?: string;
  readonly stage?: number;
  readonly extra?: string;
}

/** Reads a button's value; undefined for anything that is not ours. */
export function readButton(raw: unknown): ButtonValue | undefined {
  const read = value.safeParse(raw);
  if (!read.success) return undefined;
  const { a, h, s, x } = read.data;
  return {
    action: a,
    ...(h === undefined ? {} : { hazardId: h }),
    ...(s === undefined ? {} : { stage: s }),
    ...(x === undefined ? {} : { extra: x }),
  };
}

/** Ticks of a list that is offered in parts: `part1` … `part30`, never more on one card. */
export const MOST_TICKS = 30;
export type TickName = `part${number}`;
const TICKS = Array.from({ length: MOST_TICKS }, (_unused, index): TickName => `part${index + 1}`);

/** Names of form fields, one list for cards and reader. */
export const FIELDS = [
  'title',
  'level',
  'manner',
  'rectifier',
  'measures',
  'interim',
  'reason',
  'kind',
  'unit',
  'place',
  'text',
  'officer',
  'goal',
  'funds',
  'cost',
  'people',
  'schedule',
  'safety',
  'finish',
  'note',
  'newDay',
  'opinion',
  'fileNumber',
  'duty',
  'deadline',
  'emergency',
  'to',
  'code',
  'ordinary',
  'major',
  'rule',
  'letter',
  'from',
  'until',
  'person',
  'role',
  'theme',
  'today',
  'remember',
  'topic',
  'day',
  'form',
  'headcount',
  'materials',
  'effect',
  'campaign',
  ...MEETING_FIELDS,
  ...TICKS,
] as const;
export type FieldName = (typeof FIELDS)[number];

export type FormValues = Readonly<Partial<Record<FieldName, string>>>;

/**
 * What was filled in. Clients leave empty fields out or send "", add keys of their own, send dates with a zone and
 * lists for single choices (cases.md 33, 34): all read alike, unknown keys are dropped.
 */
export function readForm(raw: Readonly<Record<string, unknown>>): FormValues {
  const entries = FIELDS.flatMap((name): [FieldName, string][] => {
    const text = single(raw[name]);
    return text === undefined ? [] : [[name, text]];
  });
  return Object.fromEntries(entries);
}

/** Fields that a date picker fills. */
const DATES = ['finish', 'newDay', 'from', 'until', 'day'] as const satisfies readonly FieldName[];

/** Which date can't be one: an old client's or a forged one, it would spoil what is counted from it. */
export const badDate = (form: FormValues): FieldName | undefined =>
  DATES.find((name) => form[name] !== undefined && !isDay(form[name]));

function single(raw: unknown): string | undefined {
  if (Array.isArray(raw)) return single(raw[0]);
  if (typeof raw === 'boolean') return raw ? '是' : undefined;
  if (typeof raw === 'number') return String(raw);
  if (typeof raw !== 'string') return undefined;
  const text = raw.toWellFormed().replace(/^[\s　]+|[\s　]+$/gu, '');
  const date = /^(\d{4}-\d{2}-\d{2}) [+-]\d{4}$/u.exec(text)?.[1];
  return text === '' ? undefined : (date ?? text);
}
