function isPostgresUrl(text: string): boolean {
  try {
    const { protocol, pathname } = new URL(text);
    return /^postgres(ql)?:$/.test(protocol) && pathname.length > 1;
  } catch {
    return false;
  }
}

/** What the variable holds; throws an Error of one sentence, which tells no password, when it names no database. */
export function postgresUrl(variable: string, text: string | undefined): string | undefined {
  if (text === undefined || isPostgresUrl(text)) return text;
  throw new Error(
    `${variable} is not a PostgreSQL address: it must look like postgresql://user:password@host:5432/database, with %23 for # and so on in the password.`,
  );
}
