import type { Status } from '../complaint/status.js';
import type { Bilingual } from './bilingual.js';

/** Without it a step of the case is refused: `discipline` binds for everybody accused, `closing` for whoever was told of the case. */
export type OwedBefore = 'discipline' | 'closing';

/** What an accused person is told, and by which step of the procedure. */
export interface SubjectNotice {
  id: string;
  name: Bilingual;
  /** Id of the step that tells it, and the statuses in which it may be told. */
  step: string;
  statuses: readonly Status[];
  /** What the letter says of itself, before the words of whoever writes it. */
  letter: Bilingual;
  owedBefore?: OwedBefore;
  citation: string;
}
