import { KEY_HOLDERS, type KeyHolder } from './purpose.js';

export const SIGNERS = [
  'casework-signing',
  'intake-signing',
  'worker-signing',
  'ledger-signing',
  'receipt-signing',
] as const;
export type Signer = (typeof SIGNERS)[number];
export const SECRETS = [
  'codec',
  'receipt-code',
  'subjects-token',
  'search-index',
  'session-cookies',
  'ledger-seal',
  'account-secrets',
  'protected-staff',
] as const;
export type Secret = (typeof SECRETS)[number];
export type KeyName = KeyHolder | Signer | Secret;
export const KEY_NAMES: readonly KeyName[] = [...KEY_HOLDERS, ...SIGNERS, ...SECRETS];

export const KEYED_APPS = ['intake', 'casework', 'worker'] as const;
export type KeyedApp = (typeof KEYED_APPS)[number];

/** The private keys and secrets that each process loads; public keys are everybody's. */
export const KEYS_OF: Record<KeyedApp, readonly KeyName[]> = {
  intake: ['intake-signing', 'receipt-signing', 'receipt-code', 'search-index', 'codec', 'ledger-seal'],
  // The central desk enters letters and calls, and so hands out receipt codes too.
  casework: [
    'casework',
    'casework-signing',
    'session-cookies',
    'subjects-token',
    'search-index',
    'codec',
    'receipt-code',
    'ledger-seal',
    'account-secrets',
  ],
  // The custodian's key opens an identity only when two people have agreed; the worker has no pages to break in by.
  worker: [
    'mailer',
    'worker',
    'custodian',
    'worker-signing',
    'ledger-signing',
    'subjects-token',
    'protected-staff',
    'codec',
    'ledger-seal',
  ],
};

const isOneOf = <T extends string>(names: readonly T[], name: string): name is T =>
  (names as readonly string[]).includes(name);

export const isSecret = (name: string): name is Secret => isOneOf(SECRETS, name);
export const isKeyHolder = (name: string): name is KeyHolder => isOneOf(KEY_HOLDERS, name);
