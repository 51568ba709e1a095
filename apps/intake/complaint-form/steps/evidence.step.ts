import type { FormStep } from '../form-step.js';

/** Files, which may be none; the page itself takes them in. */
export const evidenceStep: FormStep<'evidence'> = {
  id: 'evidence',
  isAsked: () => true,
  read: () => ({ isPassed: true }),
  errors: () => [],
  complaint: () => ({}),
};
