import type { Instant } from '#domain/time/instant.js';
import type { Databases } from '#persistence/data-source.js';
import { openKeyring, type KeyName } from '#vault/keyring.js';
import type { ComplaintInput, FilingRequest } from './complaint-input.js';
import type { ComplainantDependencies } from './admit-complainant.js';
import type { FilingDependencies } from './file-complaint.js';
import { filingContext } from './filing-context.js';

/** Saturday 7 February 2026, 10:00 in Bangkok: outside office hours. */
export const ON_SATURDAY: Instant = '2026-02-07T03:00:00.000Z';

export const complaintInput = (changes: Partial<ComplaintInput> = {}): ComplaintInput => ({
  category: 'corruption',
  subject: 'เรียกรับเงินในการอนุญาต',
  details: 'เจ้าหน้าที่เรียกเงินห้าพันบาทก่อนออกใบอนุญาตก่อสร้าง',
  place: 'ศาลากลางจังหวัดตราด',
  identity: { mode: 'confidential', name: 'นางสาวผู้ร้อง ลับ', email: 'someone@example.org' },
  language: 'th',
  ...changes,
});

export const filingRequest = (changes: Partial<FilingRequest> = {}): FilingRequest => ({
  complaint: complaintInput(),
  channel: 'api',
  ...changes,
});

/** What intake has at hand, over these databases; the clock stands still. */
export function intakeDependencies(
  databases: Databases & { keysDir: string },
  names: readonly KeyName[],
  at: Instant = ON_SATURDAY,
): FilingDependencies & ComplainantDependencies {
  return {
    databases,
    keyring: openKeyring(databases.keysDir, names),
    time: { now: () => at },
    context: filingContext(databases.main.manager),
  };
}
