import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { SEARCH_ATTRIBUTES } from '#temporal/search-attributes.js';

const nextDueOf = ({ clocks }: ComplaintState): Date | null => {
  const [first] = clocks
    .filter(({ stoppedAt }) => stoppedAt === null)
    .map(({ dueAt }) => dueAt)
    .sort();
  return first === undefined ? null : new Date(first);
};

const attributesOf = (state: ComplaintState): SearchAttributeUpdatePair[] => [
  { key: SEARCH_ATTRIBUTES.reference, value: state.reference },
  { key: SEARCH_ATTRIBUTES.category, value: state.category },
  { key: SEARCH_ATTRIBUTES.status, value: state.status },
  { key: SEARCH_ATTRIBUTES.unit, value: state.unit },
  { key: SEARCH_ATTRIBUTES.policy, value: state.filing.policyHash },
  { key: SEARCH_ATTRIBUTES.nextDue, value: nextDueOf(state) },
];

const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : (value ?? null));

/** Tells Temporal what changed, in one event of history; nothing when nothing did. */
export function showInVisibility(state: ComplaintState): void {
  const shown = workflowInfo().typedSearchAttributes;
  const changed = attributesOf(state).filter(({ key, value }) => plain(shown.get(key)) !== plain(value));
  if (changed.length > 0) upsertSearchAttributes(changed);
}
