import type { IdentityMode } from '#domain/complaint/complaint-event.js';

/** What a data key is for; each case has its own key of each. */
export const PURPOSES = ['narrative', 'contact', 'identity', 'subjects', 'internal'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Those of the agency who hold a private key. */
export const KEY_HOLDERS = ['casework', 'custodian', 'mailer', 'worker'] as const;
export type KeyHolder = (typeof KEY_HOLDERS)[number];

/** Whom a data key is sealed to: a holder, or whoever has the receipt code. */
export type Recipient = KeyHolder | 'receipt';

/** Who may open what. Only a complainant who chose to be named lets casework see the identity and the contact. */
export function recipientsOf(purpose: Purpose, mode: IdentityMode): Recipient[] {
  const ifNamed: Recipient[] = mode === 'named' ? ['casework'] : [];
  switch (purpose) {
    case 'narrative':
      return ['casework', 'receipt'];
    case 'contact':
      return ['mailer', ...ifNamed, 'receipt'];
    case 'identity':
      return ['custodian', ...ifNamed, 'receipt'];
    case 'subjects':
      return ['casework', 'worker', 'receipt'];
    // What the agency writes for itself.
    case 'internal':
      return ['casework'];
  }
}
