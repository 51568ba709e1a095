import { isIPv6 } from 'node:net';

/**
 * What a caller is known by: an IPv4 address, or the first 64 bits of an IPv6 address, of which the rest is the
 * caller's own to choose. Anything else is itself.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address;
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const groups = (part = ''): string[] =>
    part
      .split(':')
      .filter((group) => group !== '')
      // The last two groups may be written as an IPv4 address.
      .flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]));
  const [left, right] = [groups(head), groups(tail)];
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  const first = [...left, ...zeros, ...right].slice(0, 4);
  return `${first.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
