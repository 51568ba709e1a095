import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { privateFile, publicFile, readKey, writeOnce } from './key-file.js';
import { KEY_HOLDERS, type KeyHolder } from './purpose.js';
import { boxPublicKey, type BoxKeyPair, type BoxPublicKey } from './x25519.js';

export const SIGNERS = ['casework-signing', 'intake-signing', 'worker-signing', 'ledger-signing'] as const;
export type Signer = (typeof SIGNERS)[number];
export const SECRETS = [
  'codec',
  'receipt-code',
  'subjects-token',
  'search-index',
  'session-cookies',
  'ledger-seal',
] as const;
export type Secret = (typeof SECRETS)[number];
export type KeyName = KeyHolder | Signer | Secret;

export const KEYED_APPS = ['intake', 'casework', 'worker'] as const;
type KeyedApp = (typeof KEYED_APPS)[number];

/** The private keys and secrets that each process loads; public keys are everybody's. */
export const KEYS_OF: Record<KeyedApp, readonly KeyName[]> = {
  intake: ['intake-signing', 'receipt-code', 'search-index', 'codec', 'ledger-seal'],
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
  ],
  // The custodian's key opens an identity only when two people have agreed; the worker has no pages to break in by.
  worker: [
    'mailer',
    'worker',
    'custodian',
    'worker-signing',
    'ledger-signing',
    'subjects-token',
    'codec',
    'ledger-seal',
  ],
};

/** The keys of one process. Every accessor throws for a key that was not asked for. */
export interface Keyring {
  publicKeys: Record<KeyHolder, BoxPublicKey>;
  /** Ed25519 public keys. */
  verifiers: Record<Signer, KeyObject>;
  keyPair(holder: KeyHolder): BoxKeyPair;
  signer(name: Signer): KeyObject;
  /** 32 bytes. */
  secret(name: Secret): Buffer;
}

const isOneOf = <T extends string>(names: readonly T[], name: string): name is T =>
  (names as readonly string[]).includes(name);

function newKey(kind: 'x25519' | 'ed25519' | 'secret'): string {
  if (kind === 'secret') return randomBytes(32).toString('base64');
  const { privateKey } = kind === 'x25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function create(folder: string, name: KeyName, kind: 'x25519' | 'ed25519' | 'secret'): void {
  const file = privateFile(folder, name);
  // Lost, or kept elsewhere: another one would not open what was sealed to its public key.
  if (!existsSync(file) && existsSync(publicFile(folder, name))) return;
  if (!existsSync(file)) writeOnce(file, newKey(kind), 0o600);
  if (kind === 'secret' || existsSync(publicFile(folder, name))) return;
  const publicKey = createPublicKey(readFileSync(file, 'utf8'));
  writeOnce(publicFile(folder, name), publicKey.export({ type: 'spki', format: 'pem' }).toString(), 0o644);
}

/** Makes the keys that are missing, as files of mode 0600 in the folder. Never changes one that is there. */
export function createKeyring(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of KEY_HOLDERS) create(folder, name, 'x25519');
  for (const name of SIGNERS) create(folder, name, 'ed25519');
  for (const name of SECRETS) create(folder, name, 'secret');
}

/** Loads the named private keys and secrets, and all public keys. Throws one sentence when a file is missing. */
export function openKeyring(folder: string, names: readonly KeyName[]): Keyring {
  const readPublic = (name: KeyName): KeyObject => createPublicKey(readKey(publicFile(folder, name)));
  const publicKeys = Object.fromEntries(
    KEY_HOLDERS.map((name) => [name, boxPublicKey(readPublic(name))]),
  ) as Keyring['publicKeys'];
  const verifiers = Object.fromEntries(
    SIGNERS.map((name) => [name, readPublic(name)]),
  ) as Keyring['verifiers'];

  const privateKeys = new Map<KeyName, KeyObject>();
  const secrets = new Map<KeyName, Buffer>();
  for (const name of names) {
    const content = readKey(privateFile(folder, name));
    if (isOneOf(SECRETS, name)) secrets.set(name, Buffer.from(content, 'base64'));
    else privateKeys.set(name, createPrivateKey(content));
  }
  const loaded = <T>(keys: Map<KeyName, T>, name: KeyName): T => {
    const key = keys.get(name);
    if (key === undefined) throw new Error(`This process does not hold the key ${name}.`);
    return key;
  };
  return {
    publicKeys,
    verifiers,
    keyPair: (holder) => ({ privateKey: loaded(privateKeys, holder), publicKey: publicKeys[holder] }),
    signer: (name) => loaded(privateKeys, name),
    secret: (name) => loaded(secrets, name),
  };
}
