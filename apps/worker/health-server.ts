import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { healthRoutes, type HealthChecks } from '#web/health.js';

/** Tells the worker's health on the loopback address, and nothing else; until the very end of a shutdown. */
export class HealthServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly server: Server;

  constructor(
    private readonly port: number,
    checks: HealthChecks,
  ) {
    const answer = healthRoutes(checks);
    this.server = createServer((request, response) => {
      void answer(request, response, () => response.writeHead(404).end());
    });
  }

  /** Rejects when the port is taken. */
  async onApplicationBootstrap(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  onApplicationShutdown(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
