import type { Policy } from '#domain/policy/policy.js';

/**
 * The pack that words a mail, of those given the first that can, and the name of the text in it: one for requests for
 * personal data where any of them has it. Null where none words the mail.
 */
export function wordedBy(
  template: string,
  isOfDataRequest: boolean,
  packs: readonly Policy[],
): { template: string; policy: Policy } | null {
  const names = isOfDataRequest ? [`data-request-${template}`, template] : [template];
  for (const name of names) {
    const policy = packs.find(({ mail }) => name in mail);
    if (policy !== undefined) return { template: name, policy };
  }
  return null;
}
