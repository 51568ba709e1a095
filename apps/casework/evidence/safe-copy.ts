import type { Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { placeOf } from '#evidence/receive-file.js';
import { opening } from '#evidence/sealing/sealed-stream.js';
import type { EvidenceStorage } from '#evidence/storage/evidence-storage.js';
import type { AboutFile } from '#filing/case-evidence.js';

/** The name for every browser: plain letters for the old ones, encoded for the others (RFC 6266). */
function disposition(name: string): string {
  const ending = /\.[a-z0-9]{1,5}$/.exec(name)?.[0] ?? '';
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
  return `attachment; filename="evidence${ending}"; filename*=UTF-8''${encoded}`;
}

/** Says that what follows is to be saved, never to be shown: bytes of no type, in a sandbox of their own. */
export function toBeSaved(response: Response, disposition: string): void {
  response.status(200);
  response.setHeader('Content-Type', 'application/octet-stream');
  response.setHeader('Content-Disposition', disposition);
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
}

/** Hands the safe copy out as it is opened, a chunk in memory at a time. */
export async function sendSafeCopy(
  response: Response,
  storage: EvidenceStorage,
  { id, key, file }: { id: string; key: Buffer; file: AboutFile },
): Promise<void> {
  const sealed = await storage.read(id);
  toBeSaved(response, disposition(file.name));
  response.setHeader('Content-Length', file.size);
  await pipeline(sealed, opening({ key, place: placeOf(id) }), response);
}
