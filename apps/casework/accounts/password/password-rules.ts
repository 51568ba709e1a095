import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { SHORTEST_PASSWORD } from '../../sign-in/passwords.js';

const LONGEST = 200;
/** Of 0 to 4: more than a hundred million guesses. */
const LEAST_SCORE = 3;
/** Characters that are left when the person's own words are taken out. */
const LEAST_OF_OWN = 6;

export type PasswordFault = 'required' | 'too-short' | 'too-long' | 'guessable' | 'not-repeated';

let estimator: Promise<ZxcvbnFactory> | null = null;

/** The lists of common passwords take memory that most processes never need. */
const loadEstimator = async (): Promise<ZxcvbnFactory> => {
  const [{ ZxcvbnFactory: Estimator }, { dictionary, adjacencyGraphs: graphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new Estimator({ dictionary, graphs });
};

const withoutWords = (password: string, words: readonly string[]): string =>
  words.reduce((rest, word) => rest.replaceAll(word.toLowerCase(), ''), password.toLowerCase());

/** What is wrong with a password that somebody chooses; `known`: words about the person that others know. */
export async function faultOfPassword(
  password: string,
  repeated: string,
  known: readonly string[],
): Promise<PasswordFault | null> {
  if (password === '') return 'required';
  if (password.length < SHORTEST_PASSWORD) return 'too-short';
  if (password.length > LONGEST) return 'too-long';
  const words = known.flatMap((text) => text.split(/[\s@._-]+/)).filter((text) => text.length > 2);
  if (withoutWords(password, words).length < LEAST_OF_OWN) return 'guessable';
  estimator ??= loadEstimator();
  if ((await estimator).check(password, [...known, ...words]).score < LEAST_SCORE) return 'guessable';
  return password === repeated ? null : 'not-repeated';
}

/** The field that a fault belongs to. */
export const fieldOfFault = (fault: PasswordFault): 'password' | 'repeated' =>
  fault === 'not-repeated' ? 'repeated' : 'password';
