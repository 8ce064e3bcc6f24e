import { dayOf } from '../calendar.js';
import type { MessageIn } from '../feishu/inbound.js';
import type { Hazard } from '../hazards/hazard.js';
import { actsAs } from '../hazards/roles.js';
import type { NoticeType } from '../notices.js';
import type { Org } from '../people/org.js';
import type { Person } from '../people/person.js';
import { acknowledge } from '../screens/digest/memory.js';
import { listOf } from '../store/collection.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import { noteButton, noteTo, type Desk } from './desk.js';

const KNOWN = /^(?:已?知晓|都?知道了|已知道|收到了?|好的?)[。.!！]*$/u;
const FIXED = /(?:弄|修|改|换|整|处理|搞|做|装|清|搬)(?:改)?(?:好|完)|已(?:经)?(?:换|修|清|搬|装|整改|处理)/u;
const NOT_YET = /没|未|不|还在|快要|马上/u;

/**
 * People answer the morning's digest in words instead of tapping: 弄好了 opens the form for it (nothing closes by
 * itself), 已知晓 silences until the next rung, anything else is progress (cases.md 99).
 * @param addTo keeps the words with a hazard
 * @returns a word for the inbox, or undefined if the message answers no digest
 */
export async function answerNag(
  desk: Desk,
  key: string,
  told: {
    readonly message: MessageIn;
    readonly person: Person | undefined;
    readonly org: Org;
    readonly answered: { readonly type: NoticeType; readonly sentAt: Date } | undefined;
  },
  addTo: (hazardId: string) => Promise<string>,
): Promise<string | undefined> {
  const { message, person, org, answered } = told;
  if (answered?.type !== 'digest' || person === undefined || message.text === '') return undefined;
  const asker = { kind: 'openId' as const, openId: message.senderOpenId };
  if (KNOWN.test(message.text)) {
    const kept = await acknowledge(desk.people, person._id, dayOf(answered.sentAt));
    await desk.tell(key, noteTo(asker, '知道了', [kept ? TEXT.acknowledged : TEXT.digestTooOld]));
    return 'digest acknowledged';
  }
  const mine = await mending(desk, person, org);
  const about = mine.length === 1 ? mine[0] : mine.find((hazard) => isNamed(hazard, message.text));
  if (about === undefined) return mine.length === 0 ? undefined : askWhich(desk, key, asker, mine);
  return saysMended(message.text) ? openForm(desk, key, asker, about) : addTo(about._id);
}

/**
 * 已经换好了, written by itself by who has something to mend: a picture and the form are still needed, so the form is
 * opened, or it is asked which one.
 * @returns undefined if it says something else, or this person mends nothing
 */
export async function answerMended(
  desk: Desk,
  key: string,
  message: MessageIn,
  person: Person | undefined,
  org: Org,
): Promise<string | undefined> {
  if (person === undefined || message.chatType !== 'p2p' || !saysMended(message.text)) return undefined;
  const mine = await mending(desk, person, org);
  const asker = { kind: 'openId' as const, openId: message.senderOpenId };
  const about =
    mine.find((hazard) => isNamed(hazard, message.text)) ?? (mine.length === 1 ? mine[0] : undefined);
  if (about !== undefined) return openForm(desk, key, asker, about);
  return mine.length === 0 ? undefined : askWhich(desk, key, asker, mine);
}

const saysMended = (text: string): boolean => FIXED.test(text) && !NOT_YET.test(text);

const isNamed = ({ title, code }: Hazard, text: string): boolean =>
  text.includes(title) || text.includes(code.slice(-4));

/** What this person has to mend, themselves or in another's place. */
async function mending(desk: Desk, person: Person, org: Org): Promise<readonly Hazard[]> {
  const today = dayOf(desk.now());
  const rectifying = await listOf(desk.hazards.store.openOnes({ status: ['rectifying'] }));
  return rectifying.filter(
    (hazard) =>
      hazard.rectifierId !== undefined && actsAs(person, [hazard.rectifierId], org, today) !== undefined,
  );
}

async function openForm(
  desk: Desk,
  key: string,
  asker: { readonly kind: 'openId'; readonly openId: string },
  hazard: Hazard,
): Promise<string> {
  await desk.tell(key, noteTo(asker, '改好了请报', [TEXT.fixedHow]));
  await desk.tell(`${key}:form`, {
    type: 'hazard-rectify',
    target: asker,
    class: 'informational',
    anyHour: true,
    hazardId: hazard._id,
    facts: { stage: hazard.stageSeq },
  });
  return 'form opened';
}

async function askWhich(
  desk: Desk,
  key: string,
  asker: { readonly kind: 'openId'; readonly openId: string },
  mine: readonly Hazard[],
): Promise<string> {
  const buttons = mine.slice(0, 6).map((hazard) => noteButton(hazard.title, 'open', hazard._id));
  await desk.tell(
    key,
    noteTo(asker, `您有${mine.length}件在整改，是哪一件？`, ['点一下打开那一件，再回复那张卡片。'], {
      buttons,
      choose: true,
    }),
  );
  return 'asked which';
}
