import { createHash } from 'node:crypto';
import type { Draft } from './draft.js';

/** What the forms of a draft carry, so that those of another one are known. Tells nothing of its id. */
export const draftMark = ({ id }: Pick<Draft, 'id'>): string =>
  createHash('sha256').update('form|').update(id).digest('base64url').slice(0, 16);
