import type { Day } from '../calendar.js';

/** What every paper says about itself in its file properties (papers.md §8). */
export interface PaperMeta {
  /** Id of the stored record the paper was made from. */
  readonly recordId: string;
  readonly recordVersion: number;
  /** Instant at which it is issued, or drawn up as a draft: stands in the file as its creation time. */
  readonly at: Date;
}

/** A photo as it is put into a sheet: already turned upright, small, and without EXIF. */
export interface PaperPhoto {
  readonly bytes: Uint8Array;
  readonly kind: 'jpeg' | 'png';
}

/** One hazard of 隐患排查治理台账, in the bureau's words. Never a reporter's identity where the report was anonymous. */
export interface LedgerRow {
  readonly code: string;
  readonly foundDay: Day;
  /** 排查单位/人员; for an anonymous report 匿名上报. */
  readonly foundBy: string;
  readonly unit: string;
  readonly place: string;
  readonly text: string;
  readonly kind: string;
  readonly level: string;
  readonly basis: string;
  /** How many photos, or where they are kept. */
  readonly photoBefore: string;
  readonly measures: string;
  /** 万元; undefined = nothing entered (an entered zero is 0). */
  readonly moneyWan?: number | undefined;
  readonly dutyUnit: string;
  readonly dutyPerson: string;
  /** First approved date; an extension stands in the note (papers.md §4). */
  readonly dueDay?: Day | undefined;
  readonly interim: string;
  readonly doneDay?: Day | undefined;
  readonly result: string;
  readonly photoAfter: string;
  readonly rechecker: string;
  readonly recheckDay?: Day | undefined;
  readonly recheckOpinion: string;
  readonly closed: boolean;
  readonly note: string;
  readonly before?: PaperPhoto | undefined;
  readonly after?: PaperPhoto | undefined;
}

export interface LedgerFacts {
  /** Absent for a listing that is no stored paper: the cut-off then stands as the file's time. */
  readonly meta?: PaperMeta | undefined;
  /** 填报单位. */
  readonly bureau: string;
  /** The period or unit in the title, e.g. `2026年10月` or `一号养老院2026年10月`. */
  readonly scope: string;
  /** Instant of the figures. */
  readonly cutoff: Date;
  /** Who asked for the export: stamped under the title (domain.md §18). */
  readonly exportedBy?: string | undefined;
  readonly rows: readonly LedgerRow[];
}

/** One row of the table of decisions (domain.md §11). */
export interface ActionItemRow {
  /** `安委纪〔2026〕11-1` */
  readonly number: string;
  readonly matter: string;
  readonly leadUnit: string;
  readonly coUnits: readonly string[];
  readonly person: string;
  readonly dueDay: Day;
  readonly result: string;
}

/** A decision of an earlier meeting, read back. */
export interface ReadBackItem {
  readonly number: string;
  readonly matter: string;
  readonly person: string;
  readonly state: 'done' | 'open' | 'late' | 'extended';
  /** What came of it, or why it is not done. */
  readonly remark: string;
}

export interface HazardFigures {
  readonly from: Day;
  readonly to: Day;
  readonly reported: number;
  readonly closed: number;
  readonly open: number;
  readonly late: number;
  readonly majorOpen: number;
  /** 按期整改率 in percent by first approved dates; undefined when nothing fell due. */
  readonly onTimePercent?: number | undefined;
}

export interface MinutesFacts {
  readonly meta: PaperMeta;
  /** 标志, e.g. `安平县民政局安全工作委员会会议纪要`. */
  readonly head: string;
  /** `第11期`, or undefined until the office has given it. */
  readonly issueNo?: string | undefined;
  /** 编发单位. */
  readonly office: string;
  readonly issuedDay: Day;
  /** `11月安委会` → title 关于…; e.g. `2026年第11次安全工作委员会会议`. */
  readonly meeting: string;
  readonly title: string;
  readonly day: Day;
  /** `15:00` */
  readonly time: string;
  readonly place: string;
  readonly chair: string;
  readonly readBack: readonly ReadBackItem[];
  readonly figures: HazardFigures;
  /** 传达学习、会议指出 and 会议要求, each a paragraph as the minute taker wrote it. */
  readonly heard: readonly string[];
  readonly demands: readonly string[];
  readonly items: readonly ActionItemRow[];
  readonly present: readonly string[];
  readonly absent: readonly string[];
  readonly observers: readonly string[];
  readonly recorder: string;
  /** 分送. */
  readonly sentTo: readonly string[];
}

export interface FoundProblem {
  readonly code: string;
  readonly place: string;
  readonly problem: string;
  /** Only confirmed texts of law; empty prints 见附件检查记录 nowhere and leaves the cell with a dash. */
  readonly basis: string;
  readonly level: '一般' | '重大';
  readonly demand: string;
  readonly dueDay: Day;
  readonly interim: string;
}

export interface RectificationNoticeFacts {
  readonly meta: PaperMeta;
  readonly bureau: string;
  /** `安民安改〔2026〕3号`, or undefined until registered. */
  readonly number?: string | undefined;
  readonly unit: string;
  readonly checkedDay: Day;
  /** At least two (安全生产法 68 asks both sides to sign). */
  readonly inspectors: readonly string[];
  readonly companion: string;
  readonly problems: readonly FoundProblem[];
  /** By when the unit reports back. */
  readonly reportBy: Day;
  readonly contact: string;
  readonly phone: string;
  readonly issuedDay: Day;
}

export interface RecheckedItem {
  readonly code: string;
  readonly problem: string;
  readonly result: string;
  readonly conclusion: '合格' | '不合格' | '未到期';
  readonly photo: string;
}

export interface RecheckOpinionFacts {
  readonly meta: PaperMeta;
  readonly bureau: string;
  readonly number?: string | undefined;
  readonly unit: string;
  /** The notice that is answered. */
  readonly noticeDay?: Day | undefined;
  readonly noticeNumber: string;
  readonly recheckedDay: Day;
  readonly recheckers: readonly string[];
  readonly items: readonly RecheckedItem[];
  /** New date for what is not done yet. */
  readonly againBy?: Day | undefined;
  /** Nothing was done at all: dealt with by law or transferred. */
  readonly refused: boolean;
  readonly issuedDay: Day;
}

export interface UrgedHazard {
  readonly code: string;
  readonly place: string;
  readonly problem: string;
  readonly person: string;
  readonly dueDay: Day;
  readonly lateWorkdays: number;
  readonly state: string;
}

export interface UrgingLetterFacts {
  readonly meta: PaperMeta;
  readonly bureau: string;
  readonly number?: string | undefined;
  readonly unit: string;
  readonly earlier: string;
  readonly hazards: readonly UrgedHazard[];
  readonly newDueDay?: Day | undefined;
  readonly leader: string;
  /** 每日 or 每周 progress. */
  readonly progress: '每日' | '每周';
  readonly feedbackDay?: Day | undefined;
  readonly contact: string;
  readonly phone: string;
  readonly issuedDay: Day;
}

export interface NoticeSection {
  readonly heading: string;
  readonly paragraphs: readonly string[];
}

export interface NoticeFacts {
  readonly meta: PaperMeta;
  readonly bureau: string;
  /** `安民字〔2026〕28号`, or undefined until the office's register has given it. */
  readonly number?: string | undefined;
  /** `关于开展2026年安全生产月活动的通知`, broken by meaning with `\n` where it is long. */
  readonly title: string;
  readonly addressees: readonly string[];
  /** 为…，根据…，现将有关事项通知如下： */
  readonly reason: string;
  readonly sections: readonly NoticeSection[];
  readonly attachments: readonly string[];
  readonly issuedDay: Day;
  readonly contact: string;
  readonly phone: string;
  readonly copies: readonly string[];
}
