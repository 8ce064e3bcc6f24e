/** What hazards are mostly about, in the words of the field; the first that fits counts. Only for 最多的是…. */
const CAUSES: readonly (readonly [string, RegExp])[] = [
  [
    '通道堆物',
    /(通道|楼道|楼梯|走廊|过道|出口).{0,12}(堆|占|放|杂物|挡|堵)|(堆|占|挡|堵).{0,8}(通道|楼道|楼梯|走廊|过道|出口)/u,
  ],
  ['出口上锁', /(出口|防火门|安全门|大门|门).{0,8}(锁|打不开|推不开)/u],
  ['灭火器', /灭火器/u],
  ['消火栓', /消火栓|消防栓|水带|水枪/u],
  ['报警和喷淋', /烟感|报警器|喷淋|报警主机|控制室/u],
  ['电动车充电', /电动车|电瓶车|电瓶|锂电池/u],
  ['插座和电线', /插座|插排|插线板|电线|线路|接线|漏电|跳闸|配电/u],
  ['燃气', /燃气|煤气|液化气|气瓶|软管|漏气/u],
  ['地面和扶手', /地面|地滑|湿滑|积水|扶手|台阶|防滑/u],
  ['食品', /留样|过期|食材|发霉|健康证|冰箱|剩菜|变质/u],
  ['门窗和墙面', /玻璃|窗|墙皮|吊顶|裂缝|脱落|漏雨/u],
  ['消毒液和药品', /消毒液|84|酒精|鼠药|药品|洁厕/u],
  ['监控和门禁', /监控|摄像头|门禁|门卫|登记/u],
];

/** 通道堆物, 灭火器…; undefined when nothing fits, which is then in no list. */
export function causeOf(words: string): string | undefined {
  return CAUSES.find(([, pattern]) => pattern.test(words))?.[0];
}

/** How many there are of each cause, most first. */
export function countCauses(
  words: readonly string[],
): readonly { readonly name: string; readonly n: number }[] {
  const counts = new Map<string, number>();
  for (const text of words) {
    const name = causeOf(text);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, n]) => ({ name, n })).toSorted((a, b) => b.n - a.n);
}
