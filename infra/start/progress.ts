export type Say = (line: string) => void;

/** Runs one step of the start and says what it is, what it found and how many seconds it took. */
export async function step<T>(say: Say, name: string, work: (note: Say) => Promise<T>): Promise<T> {
  const began = Date.now();
  say(`  … ${name}`);
  const result = await work((note) => say(`    ${note}`));
  say(`  ✓ ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  return result;
}

/** Asks again every 100 ms until the answer is true; false when `withinMs` have passed. */
export async function eventually(ask: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const end = Date.now() + withinMs;
  while (Date.now() < end) {
    if (await ask()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
