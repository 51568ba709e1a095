import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { commitment, isCommittedTo } from './commitment.js';
import { KEY_HOLDERS, PURPOSES, type KeyHolder } from './purpose.js';
import { newDataKeys, openDataKey, openText, sealText } from './sealing.js';
import { keyPairOf, type BoxKeyPair, type BoxPublicKey } from './x25519.js';

const pairs = Object.fromEntries(KEY_HOLDERS.map((name) => [name, keyPairOf(randomBytes(32))])) as Record<
  KeyHolder,
  BoxKeyPair
>;
const publics = Object.fromEntries(KEY_HOLDERS.map((name) => [name, pairs[name].publicKey])) as Record<
  KeyHolder,
  BoxPublicKey
>;
const receipt = keyPairOf(randomBytes(32));

describe('data keys', () => {
  it('open for their recipients and for nobody else', () => {
    const { dataKeys, wrapped } = newDataKeys('confidential', PURPOSES, publics, receipt.publicKey);
    for (const { purpose, recipient, sealed } of wrapped) {
      const holder = recipient === 'receipt' ? receipt : pairs[recipient];
      expect(openDataKey(sealed, purpose, holder)).toEqual(dataKeys[purpose]);
      const others = [receipt, ...Object.values(pairs)].filter((pair) => pair !== holder);
      for (const other of others) expect(() => openDataKey(sealed, purpose, other)).toThrow();
      for (const another of PURPOSES.filter((one) => one !== purpose))
        expect(() => openDataKey(sealed, another, holder)).toThrow();
    }
  });

  it.each([
    ['identity', 'named', ['custodian', 'casework', 'receipt']],
    ['identity', 'confidential', ['custodian', 'receipt']],
    ['contact', 'named', ['mailer', 'casework', 'receipt']],
    ['contact', 'confidential', ['mailer', 'receipt']],
    ['contact', 'anonymous', ['mailer', 'receipt']],
  ] as const)('of the %s of a %s complainant are sealed to %j', (purpose, mode, recipients) => {
    const { wrapped } = newDataKeys(mode, [purpose], publics, receipt.publicKey);
    expect(wrapped.map(({ recipient }) => recipient)).toEqual(recipients);
  });
});

describe('sealed texts', () => {
  const key = randomBytes(32);

  it('open in their own place, unaltered', () => {
    const sealed = sealText(key, 'here', 'ทุจริต');
    expect(openText(key, 'here', sealed)).toBe('ทุจริต');
    expect(() => openText(key, 'elsewhere', sealed)).toThrow();
    expect(() => openText(randomBytes(32), 'here', sealed)).toThrow();
    sealed.writeUInt8(sealed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1);
    expect(() => openText(key, 'here', sealed)).toThrow();
  });

  it('are committed to without being told', () => {
    const committed = commitment(key, 'here', 'word');
    expect(isCommittedTo(committed, key, 'here', 'word')).toBe(true);
    expect(isCommittedTo(committed, key, 'here', 'other')).toBe(false);
    expect(isCommittedTo(committed, randomBytes(32), 'here', 'word')).toBe(false);
    expect(isCommittedTo('', key, 'here', 'word')).toBe(false);
  });
});
