import { byNumber, type Numbered } from '../hazards/code.js';
import { activeWithRole, directorOf, personById, personByOpenId, type Org } from '../people/org.js';
import type { Person } from '../people/person.js';
import { noteTo, type Desk } from './desk.js';

/** The same words whether the report exists, is anonymous, or was asked about before (cases.md 102). */
const NEUTRAL = '已记下。另一位保管人同意后，才能查看，查看会留记录，并告知局长。';

function keeperBehind(org: Org, openId: string): Person | undefined {
  const person = personByOpenId(org, openId);
  return person?.roles.includes('keeper') === true ? person : undefined;
}

/**
 * 查身份: one keeper asks with a reason, the other has to agree about the same report; nobody else learns anything
 * from the answer (domain.md §12).
 */
export async function askIdentity(
  desk: Desk,
  key: string,
  openId: string,
  number: Numbered | undefined,
  reason: string,
): Promise<string> {
  const org = await desk.people.org();
  const keeper = keeperBehind(org, openId);
  if (keeper === undefined) return '这一步由匿名身份保管人办。';
  if (reason === '') return '请写明原因，例如：查身份 0012 需要当面核实危险品位置';
  const hazard =
    number === undefined
      ? undefined
      : await byNumber(desk.hazards.store, number, desk.hazards.deadlines().today());
  if (hazard?.anonymous === true && (await desk.anonymous.ask(hazard._id, keeper._id, reason)))
    for (const other of activeWithRole(org, 'keeper').filter((one) => one._id !== keeper._id))
      await desk.tell(
        `${key}:${other._id}`,
        noteTo(
          { kind: 'person', personId: other._id },
          '申请查看身份',
          [
            `${keeper.name}申请查看 ${hazard.code} 上报人的身份。原因：${reason}`,
            '查看会留记录，并告知局长。',
          ],
          {
            buttons: [`同意查看|identity-yes|${hazard._id}`, `不同意|identity-no|${hazard._id}`],
          },
        ),
      );
  return NEUTRAL;
}

/**
 * The second keeper agrees: the name is shown to both at once, the look is logged, the director and the reporter
 * are told that it happened.
 */
export async function grantIdentity(
  desk: Desk,
  key: string,
  openId: string,
  hazardId: string,
  agree: boolean,
): Promise<string> {
  const org = await desk.people.org();
  const keeper = keeperBehind(org, openId);
  if (keeper === undefined) return '这一步由匿名身份保管人办';
  const hazard = await desk.hazards.store.get(hazardId);
  const granted = hazard === undefined ? undefined : await desk.anonymous.grant(hazardId, keeper._id, agree);
  if (hazard === undefined || granted === undefined) return '已记下，还要另一位保管人同意';
  if (!agree) return '已记下';
  const reporter = org.people.find((person) => person.openId === granted.openId);
  const words = `${hazard.code} 的上报人：${reporter?.name ?? '名册里没有的人'}${reporter === undefined ? '' : `（${reporter.post}）`}。请保密，不得打击报复。`;
  // Past the outbox, like every word that joins a name to an anonymous report (ADR 2).
  for (const id of [granted.askedById, keeper._id]) {
    const to = personById(org, id)?.openId;
    if (to !== undefined)
      await desk.sendPrivately(
        to,
        'note',
        { title: '上报人身份', colour: 'wathet', lines: [words] },
        `identity-${hazardId}-${id}`.slice(0, 50),
      );
  }
  await desk.sendPrivately(
    granted.openId,
    'note',
    {
      title: '关于您的匿名上报',
      colour: 'wathet',
      lines: [
        `两位保管人因“${granted.reason}”共同查看了您的身份，已留记录，并告知局长。因上报受到为难，请找保管人。`,
      ],
    },
    `identity-told-${hazardId}`.slice(0, 50),
  );
  const director = directorOf(org);
  if (director !== undefined)
    await desk.tell(
      `${key}:director`,
      noteTo({ kind: 'person', personId: director._id }, '告知：匿名身份被查看', [
        `${personById(org, granted.askedById)?.name ?? ''}、${keeper.name}共同查看了 ${hazard.code} 上报人的身份。原因：${granted.reason}`,
      ]),
    );
  return '已同意，查看已留记录';
}
