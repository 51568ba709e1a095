const PUBLIC_PROVIDERS = [
  'gmail.com',
  'hotmail.com',
  'outlook.com',
  'outlook.co.th',
  'live.com',
  'yahoo.com',
  'icloud.com',
];

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Whether the address lies in the agency's own domain, or in one of its staff that is not open to everybody. */
export function isInAgencyDomain(
  address: string,
  website: string,
  staffAddresses: readonly string[],
): boolean {
  const own = new URL(website).hostname.replace(/^www\./, '');
  const ofStaff = staffAddresses.map(domainOf).filter((domain) => !PUBLIC_PROVIDERS.includes(domain));
  const domain = domainOf(address);
  return [own, ...ofStaff].some((inside) => domain === inside || domain.endsWith(`.${inside}`));
}

/**
 * Whether colleagues of the accused may come to read what arrives at the address: it lies in such a domain, or is the
 * address of one of them. Not to be told to the public, who could try whose addresses are staff's.
 */
export const isAgencyMailbox = (
  address: string,
  website: string,
  staffAddresses: readonly string[],
): boolean =>
  isInAgencyDomain(address, website, staffAddresses) ||
  staffAddresses.some((one) => one.toLowerCase() === address.toLowerCase());
