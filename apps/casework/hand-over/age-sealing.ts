import { Encrypter } from 'age-encryption';
import { Readable } from 'node:stream';

/** To whom a package is sealed: a public key (`age1…`), or whoever is told the passphrase. */
export type SealedTo = { recipient: string } | { passphrase: string };

/** A passphrase of 140 random bits needs no slow derivation, which would hold up everybody's pages. */
const SCRYPT_LOG_N = 12;

function encrypterFor(to: SealedTo): Encrypter {
  const encrypter = new Encrypter();
  if ('recipient' in to) encrypter.addRecipient(to.recipient);
  else {
    encrypter.setPassphrase(to.passphrase);
    encrypter.setScryptWorkFactor(SCRYPT_LOG_N);
  }
  return encrypter;
}

/** Whether something can be sealed to this public key: well formed, its checksum right, a point of the curve. */
export async function isRecipient(text: string): Promise<boolean> {
  try {
    await encrypterFor({ recipient: text }).encrypt('');
    return true;
  } catch {
    return false;
  }
}

/** The plaintext as an age file (age-encryption.org/v1), a chunk in memory at a time. Fails with its source. */
export async function sealedByAge(plain: ReadableStream<Uint8Array>, to: SealedTo): Promise<Readable> {
  const sealed = await encrypterFor(to).encrypt(plain);
  return Readable.fromWeb(sealed as Parameters<typeof Readable.fromWeb>[0]);
}
