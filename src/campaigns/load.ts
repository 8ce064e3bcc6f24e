import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { isDay } from '../calendar.js';
import { KINDS } from '../hazards/kinds.js';
import type { CampaignData } from './data.js';

const mark = z.enum(['A', 'B', 'own', 'K', '?']);
const monthDay = z.string().refine((text) => isDay(`2024-${text}`), '月日要写成06-16');
const lunar = z.strictObject({ month: z.int().min(1).max(12), day: z.int().min(1).max(30) });
// No exclamation marks, no emoji, no gaps left to fill in: 公文 tone (domain.md §11).
const plain = z
  .string()
  .min(2)
  .max(200)
  .refine((text) => !/[!！]|\p{Emoji_Presentation}|【待/u.test(text), '不用感叹号和表情');

const when = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), day: monthDay }),
  z.strictObject({ kind: z.literal('range'), from: monthDay, to: monthDay, ask: monthDay.optional() }),
  z.strictObject({ kind: z.literal('lunar'), ...lunar.shape }),
  z.strictObject({
    kind: z.literal('spring'),
    before: z.int().min(1).max(30),
    after: z.int().min(0).max(20),
  }),
  z.strictObject({
    kind: z.literal('weekday'),
    month: z.int().min(1).max(12),
    weekday: z.int().min(0).max(6),
    nth: z.int().min(-1).max(5),
  }),
  z.strictObject({ kind: z.literal('entered'), ask: monthDay }),
]);

const keyDay = z
  .strictObject({ day: monthDay.optional(), lunar: lunar.optional(), name: plain, post: z.string() })
  .refine(({ day, lunar: moon }) => (day === undefined) !== (moon === undefined), 'day 和 lunar 写一个');

const campaignsFile = z.strictObject({
  campaigns: z.array(
    z.strictObject({
      id: z.string(),
      name: plain,
      mark,
      origin: plain.optional(),
      when,
      keyDays: z.array(keyDay).default([]),
      pack: z.string().optional(),
      themed: z.boolean().default(false),
      kind: z.enum(KINDS).optional(),
      kindName: plain.optional(),
    }),
  ),
  phones: z.record(z.string().regex(/^\d{3,5}$/u), plain),
});

const themesFile = z.strictObject({
  themes: z.record(
    z.string(),
    z.record(z.string().regex(/^20\d\d$/u), z.strictObject({ text: plain, mark })),
  ),
});

const packFile = z.strictObject({
  pack: z.string(),
  posts: z
    .array(
      z.strictObject({
        id: z.string(),
        title: plain.max(30),
        today: plain.max(80),
        remember: plain.max(80),
        source: plain,
        phones: z.array(z.string()).min(1),
        review: z.literal('medic').optional(),
      }),
    )
    .min(4),
});

const quizFile = z.strictObject({
  questions: z
    .array(
      z
        .strictObject({
          id: z.string(),
          question: plain,
          options: z.array(z.string()).min(3).max(4),
          answer: z.enum(['A', 'B', 'C', 'D']),
          source: plain,
        })
        .transform(({ answer, ...rest }) => ({ ...rest, answer: 'ABCD'.indexOf(answer) }))
        .refine(
          ({ answer, options }) => answer < options.length && new Set(options).size === options.length,
          '答案不在选项里，或选项重复',
        ),
    )
    .min(40),
});

const casesFile = z.strictObject({
  cases: z.array(
    z.strictObject({
      id: z.string(),
      title: plain,
      day: z.string().refine(isDay),
      place: plain,
      deaths: z.int().min(0),
      cause: plain,
      worse: z.array(plain).min(1),
      look: plain,
      source: plain,
      mark,
    }),
  ),
});

/** Where package.json is: the data is read from src/ also when the program runs from dist/. */
function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) throw new Error('package.json not found above the campaign data');
    folder = dirname(folder);
  }
  return folder;
}

/**
 * Reads and checks all campaign data: shapes by zod, then that every pack, post, phone number and campaign that is
 * named exists, and that no id is used twice.
 * @throws Error naming the file and what is wrong in it
 */
export function loadCampaignData(folder: string = join(projectRoot(), 'src/campaigns/data')): CampaignData {
  const data = loaded.get(folder) ?? readAll(folder);
  loaded.set(folder, data);
  return data;
}

/** What ships with a version doesn't change while it runs: each folder is read once. */
const loaded = new Map<string, CampaignData>();

function readAll(folder: string): CampaignData {
  const read = <T>(name: string, schema: z.ZodType<T>): T => {
    const checked = schema.safeParse(parse(readFileSync(join(folder, name), 'utf8')));
    if (!checked.success) throw new Error(`${name}: ${z.prettifyError(checked.error)}`);
    return checked.data;
  };
  const { campaigns, phones } = read('campaigns.yaml', campaignsFile);
  const themes = read('themes.yaml', themesFile).themes;
  const packs = readdirSync(join(folder, 'posts'))
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => read(join('posts', name), packFile));
  const data: CampaignData = {
    campaigns,
    phones,
    themes: Object.entries(themes).flatMap(([campaignId, years]) =>
      Object.entries(years).map(([year, theme]) => ({ campaignId, year: Number(year), ...theme })),
    ),
    packs: new Map(packs.map(({ pack, posts }) => [pack, posts])),
    quiz: read('quiz.yaml', quizFile).questions,
    cases: read('cases.yaml', casesFile).cases,
  };
  const problems = inconsistencies(data);
  if (problems.length > 0) throw new Error(`campaign data: ${problems.join('; ')}`);
  return data;
}

function inconsistencies(data: CampaignData): readonly string[] {
  const problems: string[] = [];
  const twice = (what: string, ids: readonly string[]): void => {
    for (const id of ids.filter((one, index) => ids.indexOf(one) !== index))
      problems.push(`${what} ${id} twice`);
  };
  twice(
    'campaign',
    data.campaigns.map(({ id }) => id),
  );
  twice(
    'post',
    [...data.packs.values()].flatMap((posts) => posts.map(({ id }) => id)),
  );
  twice(
    'question',
    data.quiz.map(({ id }) => id),
  );
  for (const { id, pack, keyDays } of data.campaigns) {
    const posts = pack === undefined ? [] : data.packs.get(pack);
    if (posts === undefined) problems.push(`${id}: no pack ${pack}`);
    else
      for (const { post } of keyDays)
        if (!posts.some((one) => one.id === post)) problems.push(`${id}: no post ${post}`);
  }
  for (const { campaignId } of data.themes)
    if (!data.campaigns.some(({ id }) => id === campaignId)) problems.push(`theme of unknown ${campaignId}`);
  for (const posts of data.packs.values())
    for (const { id, phones } of posts)
      for (const number of phones)
        if (data.phones[number] === undefined) problems.push(`${id}: no phone ${number}`);
  return problems;
}
