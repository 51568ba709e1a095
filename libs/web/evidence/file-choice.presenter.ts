import type { EvidenceLimits } from '#evidence/evidence-room.js';
import { ENDINGS } from '#evidence/media-type.js';

const MEGABYTE = 1_024 * 1_024;

/** What a page says of the files that may be chosen. */
export const fileChoice = ({ file, whole, files }: EvidenceLimits) => ({
  endings: ENDINGS,
  limits: { fileMb: file / MEGABYTE, wholeMb: whole / MEGABYTE, files },
});
