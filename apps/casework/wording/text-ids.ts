/** The references to sealed texts in an event's body. */
export const textIdsOf = ({ body }: { body: object }): string[] =>
  Object.values(body as Record<string, unknown>).flatMap((value) =>
    typeof value === 'object' && value !== null && 'hash' in value && 'id' in value ? [String(value.id)] : [],
  );
