import { dayInWords } from '../../calendar.js';
import { shownCampaigns, type Campaign } from '../../campaigns/data.js';
import { dueSteps, programmeOf, runOfStep } from '../../campaigns/due.js';
import type { CampaignDeps } from '../../campaigns/ports.js';
import { organisers } from '../../campaigns/rules.js';
import type { CampaignRun } from '../../campaigns/runs.js';
import { datesToAsk } from '../../campaigns/send.js';
import { themeOf } from '../../campaigns/themes.js';
import { isTheirs, type DigestDay, type DigestSource, type DrawnLine, type SourceDeps } from './source.js';

/** For 安委办: a campaign that begins within seven days, and yearly dates that nobody has entered yet. */
export function campaignLines({ campaigns }: SourceDeps): DigestSource {
  return {
    name: 'campaign',
    async *waiting(day) {
      for (const { rung } of await matters(campaigns, day))
        for (const { _id } of organisers(day.org)) yield { personId: _id, rung };
    },
    async lines(person, rungs, day) {
      const mine = isTheirs(
        person,
        organisers(day.org).map(({ _id }) => _id),
        day,
      );
      const all = mine ? await matters(campaigns, day) : [];
      return rungs.flatMap((rung) => all.filter((matter) => matter.rung === rung).map(({ line }) => line));
    },
  };
}

interface Matter {
  readonly rung: string;
  readonly line: DrawnLine;
}

async function matters(campaigns: CampaignDeps, { today, calendar }: DigestDay): Promise<readonly Matter[]> {
  const { data, store } = campaigns;
  const years = await store.years();
  const programme = programmeOf(data, today, calendar, years);
  const begins = (run: CampaignRun): Matter => {
    const { campaign, year, from } = run;
    const missing = campaign.themed && themeOf(data, campaign.id, year, years) === undefined;
    return {
      // A theme that is entered is another rung: silenced, it is shown once more to be checked.
      rung: `plan ${campaign.id} ${year}${missing ? ' theme' : ''}`,
      line: {
        group: '其他',
        title: `${missing ? '请录入主题' : '请核对'}：${campaign.name}`,
        detail: `${dayInWords(from, today)}开始，请${missing ? '录入主题、看一看' : '核对主题和'}推送安排。`,
        buttons: [{ text: '看安排', action: 'campaign-view', extra: `${campaign.id}:${year}` }],
      },
    };
  };
  const asks = (campaign: Campaign): Matter => ({
    rung: `dates ${campaign.id} ${today.slice(0, 7)}`,
    line: {
      group: '其他',
      title: `${campaign.when.kind === 'entered' ? '请录入日期' : '请核对日期'}：${campaign.name}`,
      detail:
        campaign.when.kind === 'entered'
          ? '每年公布，今年的还没有录入。'
          : '先按往年的日期安排，今年文件另有日期的请录入。',
      buttons: [{ text: '录入', action: 'campaign-view', extra: `${campaign.id}:${today.slice(0, 4)}` }],
    },
  });
  const runs = dueSteps(programme, today)
    .filter(({ kind }) => kind === 'plan')
    .map((step) => runOfStep(programme, step))
    .filter((run) => run !== undefined);
  // A plan has the dates on it: a range that may be narrowed is not asked for beside it.
  const begun = new Set(runs.map(({ campaign }) => campaign.id));
  const asked = datesToAsk(shownCampaigns(data), years, today).filter(({ id }) => !begun.has(id));
  return [...runs.map(begins), ...asked.map(asks)];
}
