import { createHmac } from 'node:crypto';
import type { Token } from '#domain/complaint/command.js';
import { base32 } from './base32.js';

const PREFIX = { person: 'p_', unit: 'u_' } as const;

/** The token by which ledgers and views know a person or a unit; nobody without the subjects-token key can make it. */
export const pseudonym = (key: Buffer, kind: 'person' | 'unit', id: string): Token =>
  PREFIX[kind] + base32(createHmac('sha256', key).update(`${kind}:${id}`).digest(), 16);
