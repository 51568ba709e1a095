import { defineSearchAttributeKey } from '@temporalio/common';

/** All that Temporal may show of a case in clear, besides its id: codes and a date, nothing personal. */
export const SEARCH_ATTRIBUTES = {
  reference: defineSearchAttributeKey('ProngsaiReference', 'KEYWORD'),
  category: defineSearchAttributeKey('ProngsaiCategory', 'KEYWORD'),
  status: defineSearchAttributeKey('ProngsaiStatus', 'KEYWORD'),
  unit: defineSearchAttributeKey('ProngsaiUnit', 'KEYWORD'),
  policy: defineSearchAttributeKey('ProngsaiPolicy', 'KEYWORD'),
  nextDue: defineSearchAttributeKey('ProngsaiNextDue', 'DATETIME'),
} as const;
