/** The kinds of hazard, seed's four first (domain.md §7.1). Codes are stored; Chinese words are in cards/texts. */
export const KINDS = [
  'FIRE',
  'THEFT',
  'POISON',
  'VIOLENCE',
  'CARE',
  'BUILD',
  'EQUIP',
  'NATURE',
  'TRAFFIC',
  'HEALTH',
  'CYBER',
  'MGMT',
] as const;

export type Kind = (typeof KINDS)[number];

/** About somebody's health or care: the details are for those who handle it (experience.md §1.8). */
export const isPersonal = (kind: Kind): boolean => kind === 'HEALTH' || kind === 'CARE';
