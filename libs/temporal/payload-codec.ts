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

/**
 * AES-256-GCM by keys of 32 bytes. Encrypts with `current`; opens what was encrypted with it or with an earlier key.
 * Throws on a payload of a foreign key or one that was altered.
 */
export function payloadCodec(current: Uint8Array, earlier: readonly Uint8Array[] = []): PayloadCodec {
  const own = named(current);
  const keys = new Map([...earlier.map(named), own].map((key) => [key.id, key]));
  return {
    encode: async (payloads) => payloads.map((payload) => encrypt(payload, own)),
    decode: async (payloads) => payloads.map((payload) => decrypt(payload, keys)),
  };
}
