import { openPayload, sealPayload } from '#filing/outbox-payload.js';
import { messagesAfter, replacePayloads } from '#persistence/renewable-rows.js';
import type { Renewal } from './renewal.js';

const BATCH = 500;

/** Seals the messages of the outbox under the codec's current key. Temporal's own histories keep theirs. */
export const resealOutbox: Renewal = async ({ databases: { main }, keyring }, _name, { position, save }) => {
  const codec = keyring.secret('codec');
  for (let last = position ?? '0'; ;) {
    const messages = await messagesAfter(main, last, BATCH);
    if (messages.length === 0) return;
    const renewed = messages.map((one) => {
      const content = openPayload(keyring.secrets('codec'), one.messageId, one.payload);
      return { ...one, payload: sealPayload(codec, one.messageId, content) };
    });
    await replacePayloads(main, renewed);
    last = messages.at(-1)?.id ?? last;
    await save(last);
  }
};
