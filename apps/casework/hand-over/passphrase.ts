import { randomBytes } from 'node:crypto';

/** Crockford's letters and digits: none is taken for another when it is read out over the telephone. */
const SIGNS = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUPS = 7;
const GROUP_SIGNS = 4;

/** A passphrase of 140 random bits in groups: `k3vd-0m7x-…`. */
export function newPassphrase(): string {
  const signs = [...randomBytes(GROUPS * GROUP_SIGNS)].map((byte) => SIGNS[byte % SIGNS.length]);
  return Array.from({ length: GROUPS }, (_, group) =>
    signs.slice(group * GROUP_SIGNS, (group + 1) * GROUP_SIGNS).join(''),
  ).join('-');
}

const GROUP = `[${SIGNS}]{${GROUP_SIGNS}}`;
const WHOLE = new RegExp(`^${GROUP}(-${GROUP}){${GROUPS - 1}}$`);

export const isPassphrase = (text: unknown): text is string => typeof text === 'string' && WHOLE.test(text);
