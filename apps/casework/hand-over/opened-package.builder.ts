import { Decrypter } from 'age-encryption';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

/** The files of a package by their paths, opened as the outside body does. */
export async function openPackage(
  sealed: Uint8Array,
  by: { identity: string } | { passphrase: string },
): Promise<Map<string, Buffer>> {
  const decrypter = new Decrypter();
  if ('identity' in by) decrypter.addIdentity(by.identity);
  else decrypter.addPassphrase(by.passphrase);
  const zip = await fromBufferPromise(Buffer.from(await decrypter.decrypt(sealed)));
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return files;
}
