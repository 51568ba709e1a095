import { z } from 'zod';
import type { FilingReceipt } from '#filing/filing-receipt.js';

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

/** A receipt, or a proof, whose texts are nobody's business here and are left aside. */
const receiptSchema: z.ZodType<FilingReceipt> = z.object({
  version: z.literal(1),
  agency: z.string().max(500),
  reference: z.string().max(40),
  filedAt: z.iso.datetime(),
  deemedReceivedAt: z.iso.datetime(),
  commitments: z.record(z.string().max(40), hex64),
  entry: hex64,
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  signature: z.string().max(120),
});

/** The receipt in a pasted text; null when it is none. */
export function parseReceipt(text: string): FilingReceipt | null {
  try {
    const parsed = receiptSchema.safeParse(JSON.parse(text.trim().replace(/^\uFEFF/, '')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
