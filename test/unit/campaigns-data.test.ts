import { describe, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mayShow, phoneLine, shownCampaigns, shownCases } from '../../src/campaigns/data.js';
import { loadCampaignData } from '../../src/campaigns/load.js';
import { checkTheme, themeOf, themesMissing } from '../../src/campaigns/themes.js';
import { NAMED_CAMPAIGNS } from '../fixtures/named-campaigns.js';

const data = loadCampaignData();
const posts = [...data.packs.values()].flat();

describe('posts', () => {
  test('each campaign that issue 5 names has a pack of at least four', () => {
    for (const id of NAMED_CAMPAIGNS) {
      const campaign = data.campaigns.find((one) => one.id === id);
      expect([id, (data.packs.get(campaign?.pack ?? '') ?? []).length >= 4]).toEqual([id, true]);
    }
  });
  test('every post says what to do today, what to remember with its source, and whom to call', () => {
    for (const post of posts) {
      expect(post.today).toMatch(/[。？]$/u);
      expect(post.remember).toMatch(/[。？]$/u);
      expect(post.source.length).toBeGreaterThan(3);
      expect(phoneLine(post, data)).toMatch(/^\D+\d{3,5}(?: · \D+\d{3,5})*$/u);
    }
  });
  test('the tone of papers: no exclamation mark, emoji, urging, ranking or compulsion', () => {
    const all = posts.map((post) => JSON.stringify(post)).join('\n');
    expect(all).not.toMatch(/[!！]|\p{Emoji_Presentation}/u);
    expect(all).not.toMatch(/尽快|务必|转发|打卡|排名|点赞|截图|参数|流程/u);
  });
  test('medical lines wait for a medic', () => {
    for (const post of posts)
      if (/按压|腹部冲击|流动的凉水|头痛、头晕/u.test(post.today + post.remember))
        expect([post.id, post.review]).toEqual([post.id, 'medic']);
    expect(posts.filter(({ review }) => review === 'medic').length).toBeGreaterThanOrEqual(5);
  });
  test('numbers that were not confirmed are on no post', () => {
    expect(JSON.stringify([posts, data.phones])).not.toMatch(/96119|96333/u);
  });
  test('a post fits on its card', () => {
    for (const { id, title, today, remember } of posts)
      expect([id, title.length <= 24, today.length <= 60, remember.length <= 60]).toEqual([
        id,
        true,
        true,
        true,
      ]);
  });
});

describe('what may be shown', () => {
  test('only confirmed campaigns, themes and cases', () => {
    expect(['A', 'B', 'own', 'K', '?'].map((mark) => mayShow(mark as 'A'))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(shownCampaigns(data).map(({ id }) => id)).not.toContain('drug-day');
    expect(shownCampaigns(data).map(({ id }) => id)).toContain('safety-month');
    expect(shownCases(data).length).toBeGreaterThanOrEqual(3);
  });
  test('themes of their year', () => {
    expect(themeOf(data, 'safety-month', 2026)).toBe('人人讲安全、个个会应急——排查整治风险隐患');
    expect(themeOf(data, 'national-security-day', 2026)).toBe('统筹发展和安全 护航“十五五”新征程');
    expect(themeOf(data, 'fire-month', 2026)).toBeUndefined();
    expect(themeOf(data, 'fire-month', 2023)).toBeUndefined();
    expect(themeOf(data, 'safety-month', 2027)).toBeUndefined();
    expect(
      themeOf(data, 'fire-month', 2026, [{ campaignId: 'fire-month', year: 2026, theme: '新主题' }]),
    ).toBe('新主题');
    expect(
      themeOf(data, 'fire-month', 2027, [{ campaignId: 'fire-month', year: 2026, theme: '新主题' }]),
    ).toBeUndefined();
  });
  test('stale and doubtful themes are refused with the reason', () => {
    const check = (campaignId: string, year: number, text: string): readonly string[] =>
      checkTheme(data, { campaignId, year, text });
    expect(check('safety-month', 2027, '人人讲安全、个个会应急—排查整治风险隐患')).toEqual([
      '这是2026年的主题，请核对2027年的文件',
    ]);
    expect(check('fire-month', 2026, '全民消防、生命至上——安全用火用电')).toEqual([
      '这是2025年的主题，请核对2026年的文件',
    ]);
    expect(check('fire-month', 2026, '2025年消防宣传月主题')).toEqual(['里面写的是2025年']);
    expect(check('safety-month', 2026, '安全第一')).toEqual([
      '和已有的2026年主题不一样：人人讲安全、个个会应急——排查整治风险隐患',
    ]);
    expect(check('fire-month', 2026, '消防连着你我他！')).toEqual(['不用感叹号和表情']);
    expect(check('fire-month', 2026, ' ')).toEqual(['没有写主题']);
    expect(check('fire-month', 2026, '全民消防、生命至上——新的一年')).toEqual([]);
    expect(
      checkTheme(data, { campaignId: 'fire-month', year: 2027, text: '新主题' }, [
        { campaignId: 'fire-month', year: 2026, theme: '新主题' },
      ]),
    ).toEqual(['这是2026年的主题，请核对2027年的文件']);
  });
  test('the organiser is asked for what is missing', () => {
    expect(themesMissing(data, 2026)).toContain('fire-month');
    expect(themesMissing(data, 2026)).not.toContain('safety-month');
  });
});

describe('loading', () => {
  const broken = (change: (folder: string) => void): string => {
    const folder = mkdtempSync(join(tmpdir(), 'campaigns-'));
    try {
      cpSync(join(process.cwd(), 'src/campaigns/data'), folder, { recursive: true });
      change(folder);
      loadCampaignData(folder);
      return '';
    } catch (error) {
      return (error as Error).message;
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const edit = (folder: string, name: string, from: string | RegExp, to: string): void =>
    writeFileSync(join(folder, name), readFileSync(join(folder, name), 'utf8').replace(from, to));
  test('says the file and what is wrong in it', () => {
    expect(broken((folder) => edit(folder, 'quiz.yaml', /answer: A/u, 'answer: E'))).toMatch(
      /^quiz\.yaml: /u,
    );
    expect(
      broken((folder) => edit(folder, 'posts/traffic.yaml', "phones: ['122', '120']", "phones: ['96119']")),
    ).toContain('no phone 96119');
    expect(broken((folder) => edit(folder, 'posts/traffic.yaml', 'id: tr-elder', 'id: tr-day'))).toContain(
      'post tr-day twice',
    );
    expect(broken((folder) => edit(folder, 'posts/traffic.yaml', '系安全带', '系安全带！'))).toMatch(
      /^posts\/traffic\.yaml: /u,
    );
    expect(broken((folder) => edit(folder, 'campaigns.yaml', 'day: 06-16', 'day: 06-31'))).toContain(
      'campaigns.yaml',
    );
    expect(broken((folder) => edit(folder, 'campaigns.yaml', 'pack: traffic', 'pack: nowhere'))).toContain(
      'no pack nowhere',
    );
    expect(broken(() => undefined)).toBe('');
  });
});
