/** How the mail outbox names a member of staff. */
export const staffRecipient = (id: string): string => `staff:${id}`;
