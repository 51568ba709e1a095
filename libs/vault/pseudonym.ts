import { createHmac } from 'node:crypto';
import type { Token } from '#domain/routing/token.js';
import { base32 } from './base32.js';

/** Makes the token by which ledgers and views know a person or a unit. */
export type TokenOf = (kind: 'person' | 'unit', id: string) => Token;

const PREFIX = { person: 'p_', unit: 'u_' } as const;

/** Each command asks for everybody's: they are made once for each key. */
const made = new WeakMap<Buffer, Map<string, Token>>();

/** `key`: `subjects-token`; nobody without it can make the tokens. */
export function pseudonyms(key: Buffer): TokenOf {
  const known = made.get(key) ?? new Map<string, Token>();
  made.set(key, known);
  return (kind, id) => {
    const named = `${kind}:${id}`;
    const token =
      known.get(named) ?? PREFIX[kind] + base32(createHmac('sha256', key).update(named).digest(), 16);
    known.set(named, token);
    return token;
  };
}
