import { createHmac } from 'node:crypto';

const segmenter = new Intl.Segmenter('th', { granularity: 'word' });
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** Keyed tokens of the text's different words (signed 64-bit integers as text). Words are found only with the key. */
export function wordTokens(key: Buffer, text: string): string[] {
  const words = new Set<string>();
  for (const { segment, isWordLike } of segmenter.segment(
    text.normalize('NFKC').replace(INVISIBLE, '').toLowerCase(),
  ))
    if (isWordLike) words.add(segment);
  return [...words].map((word) =>
    createHmac('sha256', key).update(word).digest().readBigInt64BE().toString(),
  );
}

/** Of each different word of the text its token under every key: cases are found while the index is being rebuilt. */
export function tokensUnder(keys: readonly Buffer[], text: string): string[][] {
  const [first = [], ...others] = keys.map((key) => wordTokens(key, text));
  return first.map((token, index) => [token, ...others.map((tokens) => tokens[index] ?? token)]);
}
