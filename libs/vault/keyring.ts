import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { KeyFolder } from './key-folder.js';
import { privateFile, publicFile, writeOnce } from './key-file.js';
import { heldInMemory, type KeyHolderPort } from './key-holder.js';
import { isSecret, KEY_NAMES, SIGNERS, type KeyName, type Secret, type Signer } from './key-names.js';
import { heldByService, type KeyService } from './key-service.js';
import { newKey, publicHalf } from './new-key.js';
import { KEY_HOLDERS, type KeyHolder } from './purpose.js';
import { boxPublicKey, type BoxKeyPair, type BoxPublicKey } from './x25519.js';

export { KEYS_OF, type KeyName } from './key-names.js';

/**
 * The keys of one process, of which new versions are found within a second. Where there are several, the current one
 * comes first. Every accessor throws for a key that was not asked for.
 */
export interface Keyring {
  /** What new data keys are sealed to. */
  readonly publicKeys: Record<KeyHolder, BoxPublicKey>;
  /** Ed25519 public keys. */
  verifiers(name: Signer): readonly KeyObject[];
  /** Opens data keys that are sealed to any version of the holder's key. */
  holder(name: KeyHolder): KeyHolderPort;
  /** The current pair; throws where the private key is a key service's. */
  keyPair(name: KeyHolder): BoxKeyPair;
  signer(name: Signer): KeyObject;
  /** 32 bytes. */
  secret(name: Secret): Buffer;
  secrets(name: Secret): readonly Buffer[];
}

function create(folder: string, name: KeyName): void {
  const file = privateFile(folder, name);
  // Lost, or kept elsewhere: another one would not open what was sealed to its public key.
  if (!existsSync(file) && existsSync(publicFile(folder, name))) return;
  if (!existsSync(file)) writeOnce(file, newKey(name), 0o600);
  if (isSecret(name) || existsSync(publicFile(folder, name))) return;
  writeOnce(publicFile(folder, name), publicHalf(readFileSync(file, 'utf8')), 0o644);
}

/** Makes the keys that are missing, as files of mode 0600 in the folder. Never changes one that is there. */
export function createKeyring(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of KEY_NAMES) create(folder, name);
}

/**
 * Loads the named private keys and secrets, and all public keys, each in every version. Private keys of holders that
 * the service keeps are not looked for. Throws one sentence when a file is missing.
 */
export function openKeyring(folder: string, names: readonly KeyName[], service?: KeyService): Keyring {
  const isServed = (name: KeyName): boolean =>
    (service?.holders as readonly KeyName[] | undefined)?.includes(name) ?? false;
  const files = new KeyFolder(
    folder,
    names.filter((name) => !isServed(name)),
    [...KEY_HOLDERS, ...SIGNERS],
  );
  files.look();

  const publicOf = (pem: string): BoxPublicKey => boxPublicKey(createPublicKey(pem));
  const pairOf = (pem: string): BoxKeyPair => {
    const privateKey = createPrivateKey(pem);
    return { privateKey, publicKey: boxPublicKey(createPublicKey(privateKey)) };
  };
  const pairs = (name: KeyHolder): readonly BoxKeyPair[] => files.made('key', name, pairOf);
  const secrets = (name: Secret): readonly Buffer[] =>
    files.made('key', name, (text) => Buffer.from(text, 'base64'));
  const newest = <T>([first]: readonly T[], name: KeyName): T => {
    if (first === undefined) throw new Error(`There is no current key ${name}.`);
    return first;
  };
  return {
    get publicKeys() {
      return Object.fromEntries(
        KEY_HOLDERS.map((name) => [name, newest(files.made('pub', name, publicOf), name)]),
      ) as Keyring['publicKeys'];
    },
    verifiers: (name) => files.made('pub', name, (pem) => createPublicKey(pem)),
    holder: (name) => {
      if (service !== undefined && isServed(name)) return heldByService(name, service);
      pairs(name);
      return heldInMemory(() => pairs(name));
    },
    keyPair: (name) => newest(pairs(name), name),
    signer: (name) => newest(files.made('key', name, createPrivateKey), name),
    secret: (name) => newest(secrets(name), name),
    secrets,
  };
}
