import { createHmac } from 'node:crypto';
import { base32 } from './base32.js';

/**
 * That a protected person is this member of staff. Another protection of the same person has another token: without
 * the key (`protected-staff`) nobody can tell whom it means, nor that two mean the same.
 */
export const protectedStaffToken = (key: Buffer, staff: string, protection: string): string =>
  `s_${base32(
    createHmac('sha256', key)
      .update(JSON.stringify([staff, protection]))
      .digest(),
    16,
  )}`;
