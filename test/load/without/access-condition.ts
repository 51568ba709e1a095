/** Everybody may read everything. */
export const readable = (): string => 'TRUE';
