import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { projectPath } from '#settings/project-path.js';

interface Service {
  image: string;
  command?: string[];
  environment: Record<string, string>;
  ports?: string[];
  depends_on?: Record<string, unknown>;
  healthcheck?: { test: string[] };
  volumes?: string[];
  networks?: string[];
  secrets?: string[];
}

interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  networks: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

const compose = parse(readFileSync(projectPath('docker-compose.yml'), 'utf8'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const dockerfile = readFileSync(projectPath('infra/docker/Dockerfile'), 'utf8');

describe('the production deployment', () => {
  it('runs every app as a process of its own, from what the build leaves', () => {
    const commands = ['intake', 'casework', 'worker'].map((app) => compose.services[app]?.command);
    expect(commands).toEqual(
      ['intake', 'casework', 'worker'].map((app) => ['node', `dist/apps/${app}/main.js`]),
    );
    expect(compose.services['migrate']?.command).toEqual(['node', 'dist/infra/start/prepare.js']);
  });

  it('refers only to services, volumes, networks and secrets that it defines', () => {
    for (const [, service] of services) {
      for (const need of Object.keys(service.depends_on ?? {})) expect(compose.services).toHaveProperty(need);
      for (const network of service.networks ?? []) expect(compose.networks).toHaveProperty([network]);
      for (const secret of service.secrets ?? []) expect(compose.secrets).toHaveProperty([secret]);
      for (const volume of service.volumes ?? []) {
        const [source = ''] = volume.split(':');
        if (!source.startsWith('.')) expect(compose.volumes).toHaveProperty([source]);
      }
    }
  });

  it('publishes no port beyond the loopback address and is never a demonstration', () => {
    for (const [, service] of services) {
      for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
    for (const app of ['intake', 'casework', 'worker', 'migrate']) {
      expect(compose.services[app]?.environment['DEMONSTRATION']).toBe('false');
    }
  });

  it('keeps no secret in the file', () => {
    for (const [, { environment }] of services) {
      for (const [name, value] of Object.entries(environment)) {
        if (/PASSWORD|PWD|SMTP_URL/.test(name)) expect(value).toMatch(/^\$\{[A-Z_]+:\?\}$/);
      }
    }
  });

  it('gives Temporal shards for growth, since their number can never change, and skips no time', () => {
    expect(compose.services['temporal']?.environment['NUM_HISTORY_SHARDS']).toBe('512');
    const dynamic = readFileSync(projectPath('infra/temporal/dynamic.yaml'), 'utf8');
    expect(parse(dynamic)).toEqual({
      'frontend.WorkflowTimeSkippingEnabled': [{ value: false, constraints: {} }],
    });
  });

  it('gives each container its own certificate of Temporal only, and the key of their authority to none', () => {
    for (const [name, { environment, secrets = [] }] of services) {
      const used = Object.values(environment).flatMap(
        (value) => /^\/run\/secrets\/(.+)$/.exec(value)?.[1] ?? [],
      );
      expect({ name, secrets: [...secrets].sort() }).toEqual({ name, secrets: [...new Set(used)].sort() });
    }
    expect(Object.values(compose.secrets).map(({ file }) => file)).not.toContain(
      'certificates/authority.key',
    );
    for (const app of ['intake', 'casework', 'worker', 'migrate'])
      expect(compose.services[app]?.environment).toMatchObject({
        TEMPORAL_TLS_CA: '/run/secrets/authority.crt',
        TEMPORAL_TLS_CERT: '/run/secrets/apps.crt',
        TEMPORAL_TLS_KEY: '/run/secrets/apps.key',
      });
  });

  it('asks every app that answers for its health', () => {
    for (const [app, port] of [
      ['intake', 3000],
      ['casework', 3001],
      ['worker', 3003],
    ] as const)
      expect(compose.services[app]?.healthcheck?.test.join(' ')).toContain(`127.0.0.1:${port}/health/ready`);
  });

  it('builds images on Node.js 24, bookworm-slim, that do not run as root', () => {
    expect(dockerfile.match(/^FROM \S+/gm)).toEqual([
      'FROM node:24-bookworm-slim',
      'FROM node:24-bookworm-slim',
    ]);
    expect(dockerfile).toMatch(/^USER node$/m);
  });
});
