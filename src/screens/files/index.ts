import {
  activityLedgerFile,
  campaignNoticeFile,
  campaignSummaryFile,
  quizTemplateFile,
} from './campaigns.js';
import { ledgerFile } from './ledger.js';
import { hazardPaperFile, minutesFile, periodReportFile } from './papers.js';
import type { FileMaker, FileSources, Made } from './source.js';

/** Kinds of files by the first word of a notice's `file` fact: `paper:urging:<hazard id>`. A new one is a line here. */
const MAKERS: Readonly<Record<string, FileMaker>> = {
  paper: hazardPaperFile,
  report: periodReportFile,
  minutes: minutesFile,
  ledger: ledgerFile,
  activities: activityLedgerFile,
  summary: campaignSummaryFile,
  notice: campaignNoticeFile,
  template: quizTemplateFile,
};
/** Arguments at most; the last one may hold colons of its own (what somebody wrote). */
const ARGUMENTS = 2;

/**
 * Makes the file that a notice is, at the moment it is sent, from what is stored then.
 * @param what kind and arguments, parted by colons
 * @returns undefined when there is nothing to make it from: the notice's own words go out instead
 */
export async function makeFile(sources: FileSources, what: string): Promise<Made | undefined> {
  const [kind = '', ...rest] = what.split(':');
  const args = [...rest.slice(0, ARGUMENTS - 1), rest.slice(ARGUMENTS - 1).join(':')];
  return MAKERS[kind]?.(sources, args);
}

export type { FileSources, Made };
