import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';

/** A key and the name under which payloads refer to it: its fingerprint. */
interface NamedKey {
  id: string;
  bytes: Uint8Array;
}

const { Payload: PayloadMessage } = proto.temporal.api.common.v1;
const ENCODING = 'binary/encrypted';
const IV_BYTES = 12;
const TAG_BYTES = 16;

function encrypt(payload: Payload, key: NamedKey): Payload {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, iv).setAAD(Buffer.from(key.id));
  const sealed = [cipher.update(PayloadMessage.encode(payload).finish()), cipher.final()];
  return {
    metadata: { encoding: Buffer.from(ENCODING), 'encryption-key-id': Buffer.from(key.id) },
    data: Buffer.concat([iv, cipher.getAuthTag(), ...sealed]),
  };
}

function decrypt(payload: Payload, keys: ReadonlyMap<string, NamedKey>): Payload {
  if (Buffer.from(payload.metadata?.['encoding'] ?? []).toString() !== ENCODING) return payload;
  const id = Buffer.from(payload.metadata?.['encryption-key-id'] ?? []).toString();
  const key = keys.get(id);
  if (key === undefined) throw new Error(`No codec key ${id} to open a payload`);
  const data = Buffer.from(payload.data ?? []);
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, data.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(id))
    .setAuthTag(data.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const opened = [decipher.update(data.subarray(IV_BYTES + TAG_BYTES)), decipher.final()];
  return PayloadMessage.decode(Buffer.concat(opened));
}

const named = (bytes: Uint8Array): NamedKey => ({
  id: createHash('sha256').update(bytes).digest('hex').slice(0, 16),
  bytes,
});

/** The keys of payloads, 32 bytes each, the current one first; asked for with each batch. */
export type CodecKeys = () => readonly Uint8Array[];

/**
 * AES-256-GCM. Encrypts with the current key; opens what was encrypted with any of them.
 * Throws on a payload of a foreign key or one that was altered.
 */
export function payloadCodec(keys: CodecKeys): PayloadCodec {
  const names = new WeakMap<Uint8Array, NamedKey>();
  const namedOnce = (bytes: Uint8Array): NamedKey => {
    const known = names.get(bytes) ?? named(bytes);
    names.set(bytes, known);
    return known;
  };
  return {
    encode: async (payloads) => {
      const [current] = keys();
      if (current === undefined) throw new Error('There is no codec key.');
      return payloads.map((payload) => encrypt(payload, namedOnce(current)));
    },
    decode: async (payloads) => {
      const known = new Map(keys().map((bytes) => [namedOnce(bytes).id, namedOnce(bytes)]));
      return payloads.map((payload) => decrypt(payload, known));
    },
  };
}
