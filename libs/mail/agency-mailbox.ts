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

/**
 * Whether colleagues of the accused may come to read what arrives at the address: it lies in the agency's own
 * domain, in one of its staff, or is the address of one of them.
 */
export function isAgencyMailbox(
  address: string,
  website: string,
  staffAddresses: readonly string[],
): boolean {
  const own = new URL(website).hostname.replace(/^www\./, '');
  const ofStaff = staffAddresses.map(domainOf).filter((domain) => !PUBLIC_PROVIDERS.includes(domain));
  const domain = domainOf(address);
  const isInside = [own, ...ofStaff].some((inside) => domain === inside || domain.endsWith(`.${inside}`));
  return isInside || staffAddresses.some((one) => one.toLowerCase() === address.toLowerCase());
}
