import { createServer, type AddressInfo } from 'node:net';
import { StartRefusal } from './start-refusal.js';

const listen = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const { port: given } = server.address() as AddressInfo;
      server.close(() => resolve(given));
    });
  });

export const isFree = (port: number): Promise<boolean> =>
  listen(port).then(
    () => true,
    () => false,
  );

/** Distinct loopback ports that nobody uses now. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  while (found.size < count) found.add(await listen(0));
  return [...found];
}

/** Refuses, naming the variable to change, when one of the ports is taken. */
export async function demandFree(ports: Record<string, number>): Promise<void> {
  const [doubled] = Object.entries(ports).filter(([name, port]) =>
    Object.entries(ports).some(([other, same]) => other !== name && same === port),
  );
  if (doubled !== undefined) {
    throw new StartRefusal(`Port ${doubled[1]} is given twice: choose another one by setting ${doubled[0]}.`);
  }
  for (const [name, port] of Object.entries(ports)) {
    if (!(await isFree(port))) {
      throw new StartRefusal(
        `Port ${port} is in use: stop the program that uses it, or choose another port by setting ${name}.`,
      );
    }
  }
}
