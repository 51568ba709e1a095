import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { z } from 'zod';
import { projectPath } from '#settings/project-path.js';
import { KEYED_APPS } from '#vault/key-names.js';
import { composeSchema } from './compose.schema.js';

const text = readFileSync(projectPath('docker-compose.yml'), 'utf8');
const composeOf = (yaml: string): Compose => composeSchema.parse(parse(yaml, { merge: true }));
type Compose = z.infer<typeof composeSchema>;
const compose = composeOf(text);
const services = Object.entries(compose.services);
const dockerfile = readFileSync(projectPath('infra/docker/Dockerfile'), 'utf8');

describe('the production deployment', () => {
  it.each([
    ['a key that Compose does not know', 'restart: unless-stopped', 'restrt: unless-stopped'],
    ['a condition that does not exist', 'service_healthy', 'service_is_healthy'],
    ['a value that is no text', "DEMONSTRATION: 'false'", 'DEMONSTRATION: false'],
    ['a port open to everybody', "ports: ['127.0.0.1:3000:3000']", "ports: ['3000:3000']"],
    ['a list where there is to be a table', 'heads: {}', 'heads: []'],
  ])('is refused for %s', (_, right, wrong) => {
    expect(text).toContain(right);
    expect(() => composeOf(text.replace(right, wrong))).toThrow();
  });

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

  it('lets each app have the keys of its own and no other, and nobody all but the job that issues them', () => {
    const mountsOf = (service: string): string[] => compose.services[service]?.volumes ?? [];
    const withKeys = services.filter(([, { volumes = [] }]) => volumes.some((one) => /keys/.test(one)));
    expect(withKeys.map(([name]) => name)).toEqual(['migrate', ...KEYED_APPS]);
    for (const app of KEYED_APPS) {
      const folder = `/keys/${app}`;
      expect(compose.services[app]?.environment['KEYS_DIR']).toBe(folder);
      expect(mountsOf(app).filter((one) => one.includes('keys'))).toEqual([`${app}-keys:${folder}:ro`]);
    }
    const { environment, command } = compose.services['migrate']!;
    expect(environment).toMatchObject({ KEYS_DIR: '/keys/all', ISSUE_KEYS_TO: '/keys' });
    expect(command).toEqual(['node', 'dist/infra/start/prepare.js']);
    expect(mountsOf('migrate')).toEqual([
      'all-keys:/keys/all',
      ...KEYED_APPS.map((app) => `${app}-keys:/keys/${app}`),
    ]);
  });

  it('lets only the worker write the signed heads and know the mail server', () => {
    const heads = services.flatMap(([name, { volumes = [] }]) =>
      volumes.filter((one) => one.startsWith('heads:')).map((one) => `${name} ${one}`),
    );
    expect(heads).toEqual([
      'intake heads:/data/heads:ro',
      'casework heads:/data/heads:ro',
      'worker heads:/data/heads',
    ]);
    const withSmtp = services.filter(([, { environment }]) => 'SMTP_URL' in environment);
    expect(withSmtp.map(([name]) => name)).toEqual(['worker']);
  });

  it('builds images on Node.js 24, bookworm-slim, that do not run as root', () => {
    expect(dockerfile.match(/^FROM \S+/gm)).toEqual([
      'FROM node:24-bookworm-slim',
      'FROM node:24-bookworm-slim',
    ]);
    expect(dockerfile).toMatch(/^USER node$/m);
    // A new volume takes the owner of the folder that it is mounted over.
    const made = /mkdir -p (.+) && chown -R node:node \/data \/keys/.exec(dockerfile)?.[1]?.split(' ');
    expect(made).toEqual([
      '/data/heads',
      '/data/evidence',
      '/keys/all',
      ...KEYED_APPS.map((app) => `/keys/${app}`),
    ]);
  });
});
