import { encode } from 'uqr';
import type { FilingReceipt } from '#filing/filing-receipt.js';

/** The receipt as a QR code: the path of an SVG, each run of dark modules one step, and the modules of a side. */
export function receiptPicture(receipt: FilingReceipt): { path: string; size: number } {
  const { data, size } = encode(JSON.stringify(receipt), { ecc: 'L', border: 4 });
  const runs = data.flatMap((row, y) => {
    const dark = row.map((isDark, x) => (isDark && !row[x - 1] ? x : -1)).filter((x) => x >= 0);
    return dark.map((x) => {
      const end = row.indexOf(false, x);
      return `M${x} ${y}h${(end < 0 ? row.length : end) - x}v1H${x}z`;
    });
  });
  return { path: runs.join(''), size };
}
