import { MEDIA_TYPES, type MediaType } from './media-type.js';

const LONGEST = 100;
/** Control and format characters (bidi overrides, zero width), halves of surrogate pairs, and what no file system takes. */
const UNFIT = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}<>:"|?*]/gu;

/** The last part of the path, without what could deceive the reader; what remains may be empty. */
const readable = (given: string): string =>
  (given.normalize('NFC').split(/[/\\]/).at(-1) ?? '').replace(UNFIT, '').replace(/\s+/g, ' ').trim();
const shortened = (text: string): string => Array.from(text).slice(0, LONGEST).join('').trim();

/** The name by which somebody is told of a file that was not taken. */
export const shownName = (given: string): string => shortened(readable(given)) || 'file';

/** The name under which a file is shown and saved: with the ending of what it is and no other. */
export function safeName(given: string, type: MediaType): string {
  const { ending } = MEDIA_TYPES[type];
  const bare = readable(given)
    .replace(/\.[^.\s]{0,10}$/, '')
    .replace(/^\.+|\.+$/g, '');
  return `${shortened(bare) || 'file'}.${ending}`;
}
