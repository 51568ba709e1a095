import type { Response } from 'express';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileSeal } from '#evidence/sealing/sealed-chunks.js';
import { opening } from '#evidence/sealing/sealed-stream.js';

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

/** Hands a sealed file out as it is opened, a chunk in memory at a time. `size`: its bytes, where they are known. */
export async function sendFile(
  response: Response,
  { name, size }: { name: string; size?: number },
  sealed: Readable,
  seal: FileSeal,
): Promise<void> {
  toBeSaved(response, disposition(name));
  if (size !== undefined) response.setHeader('Content-Length', size);
  await pipeline(sealed, opening(seal), response);
}
