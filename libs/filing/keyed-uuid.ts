import { createHmac } from 'node:crypto';

/** A uuid that only this server can make, the same whenever it is made of the same text. */
export function keyedUuid(key: Buffer, text: string): string {
  const hex = createHmac('sha256', key).update(`uuid:${text}`).digest('hex');
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}
