import type { DataSource } from 'typeorm';

/** Gives entries the seals of a newer key. The trigger of the ledger refuses every other change. */
export async function replaceSeals(
  main: DataSource,
  seals: readonly { stream: string; seq: number; seal: string }[],
): Promise<void> {
  await main.query(
    `UPDATE ledger_entry SET seal = new.seal FROM unnest($1::text[], $2::int[], $3::text[]) AS new (stream, seq, seal)
     WHERE ledger_entry.stream = new.stream AND ledger_entry.seq = new.seq`,
    [seals.map(({ stream }) => stream), seals.map(({ seq }) => seq), seals.map(({ seal }) => seal)],
  );
}
