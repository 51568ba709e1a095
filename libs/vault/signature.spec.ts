import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Command } from '#domain/complaint/command.js';
import type { Signer } from './key-names.js';
import { pseudonyms } from './pseudonym.js';
import { signCommand, verifyCommand } from './signature.js';
import { wordTokens } from './word-index.js';

const pairs = {
  'casework-signing': generateKeyPairSync('ed25519'),
  'intake-signing': generateKeyPairSync('ed25519'),
  'worker-signing': generateKeyPairSync('ed25519'),
  'ledger-signing': generateKeyPairSync('ed25519'),
  'receipt-signing': generateKeyPairSync('ed25519'),
};
const verifiers = (name: Signer): KeyObject[] => [pairs[name].publicKey];
const command = (changes: object = {}): Command => ({
  name: 'link',
  id: 'one',
  at: '2026-02-02T03:00:00.000Z',
  actor: { kind: 'staff', id: 'desk' },
  params: { leader: 'TRT' },
  ...changes,
});

describe('signed commands', () => {
  it('hold for this command on this case, whatever the order of its keys', () => {
    const signature = signCommand(pairs['casework-signing'].privateKey, 'TRT-1', command());
    const reordered = Object.fromEntries(Object.entries(command()).reverse()) as unknown as Command;
    expect(verifyCommand({ verifiers }, 'TRT-1', reordered, signature)).toBe(true);
    expect(verifyCommand({ verifiers }, 'TRT-2', command(), signature)).toBe(false);
    expect(verifyCommand({ verifiers }, 'TRT-1', command({ params: { leader: 'X' } }), signature)).toBe(
      false,
    );
    expect(verifyCommand({ verifiers }, 'TRT-1', command(), 'nonsense')).toBe(false);
  });

  it('hold under an earlier version of the key as well', () => {
    const earlier = generateKeyPairSync('ed25519');
    const signature = signCommand(earlier.privateKey, 'TRT-1', command());
    expect(verifyCommand({ verifiers }, 'TRT-1', command(), signature)).toBe(false);
    const both = { verifiers: (name: Signer) => [pairs[name].publicKey, earlier.publicKey] };
    expect(verifyCommand(both, 'TRT-1', command(), signature)).toBe(true);
  });

  it('of staff cannot come from the public site', () => {
    const signature = signCommand(pairs['intake-signing'].privateKey, 'TRT-1', command());
    expect(verifyCommand({ verifiers }, 'TRT-1', command(), signature)).toBe(false);
    const complainants = command({ actor: { kind: 'complainant' } });
    const own = signCommand(pairs['intake-signing'].privateKey, 'TRT-1', complainants);
    expect(verifyCommand({ verifiers }, 'TRT-1', complainants, own)).toBe(true);
  });
});

describe('keyed names and words', () => {
  const key = Buffer.alloc(32, 3);

  it('differ by kind and by key', () => {
    expect(pseudonyms(key)('person', 'finance')).toMatch(/^p_[0-9A-Z]{16}$/);
    expect(pseudonyms(key)('unit', 'finance')).toMatch(/^u_/);
    expect(pseudonyms(key)('unit', 'finance').slice(2)).not.toBe(
      pseudonyms(key)('person', 'finance').slice(2),
    );
    expect(pseudonyms(Buffer.alloc(32, 4))('unit', 'finance')).not.toBe(pseudonyms(key)('unit', 'finance'));
  });

  it('find Thai words inside running text', () => {
    const [word] = wordTokens(key, 'งบประมาณ');
    expect(wordTokens(key, 'เบิกงบประมาณเกินจริง')).toContain(word);
    expect(wordTokens(Buffer.alloc(32, 4), 'งบประมาณ')).not.toContain(word);
  });
});
