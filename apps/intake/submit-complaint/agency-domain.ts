import type { FilingContext } from '#filing/filing-context.js';
import { isInAgencyDomain } from '#mail/agency-mailbox.js';

/** Whether an address lies in a domain of this agency. */
export const agencyDomain =
  ({ inForce, staffAddresses }: FilingContext) =>
  (address: string): boolean =>
    isInAgencyDomain(address, inForce.policy.agency.website, staffAddresses);
