import type { Client } from '@temporalio/client';
import type { Databases } from '#persistence/data-source.js';
import type { Time } from '#settings/time.js';
import type { KeyName } from '#vault/key-names.js';
import type { Keyring } from '#vault/keyring.js';
import type { KeyFolders } from '#vault/rotate-key-files.js';

/** What changing keys stands on. */
export interface RotationDependencies {
  folders: KeyFolders;
  /** Of the folder of all keys, with every private key and secret. */
  keyring: Keyring;
  databases: Databases;
  time: Time;
  /** For the payloads of workflows; connects when it is asked. */
  temporal: Pick<Client, 'workflow'>;
  say: (line: string) => void;
  /** How long a new version is known everywhere before it is used anywhere; processes look every second. */
  settleMs?: number;
}

/** Goes on behind `position`; tells `save` how far it has come. */
export type Renewal = (
  deps: RotationDependencies,
  name: KeyName,
  progress: { position: string | null; save: (position: string) => Promise<void> },
) => Promise<void>;
