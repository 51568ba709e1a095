import { z } from 'zod';

/** `30s`, `1m30s`. */
const duration = z.string().regex(/^(\d+(us|ms|s|m|h))+$/);
const name = z.string().regex(/^[a-zA-Z0-9._-]+$/);
/** A volume or a file beside the compose file, where it appears in the container, and whether it may be written there. */
const mount = z.string().regex(/^(\.\/)?[\w./-]+:\/[\w./-]+(:ro)?$/);
/** Address, port of the host, port of the container: without an address it would be open to everybody. */
const port = z.string().regex(/^\d+\.\d+\.\d+\.\d+:\d+:\d+$/);

const healthcheck = z.strictObject({
  test: z.tuple([z.enum(['CMD', 'CMD-SHELL']), z.string()], z.string()),
  interval: duration,
  retries: z.int().positive(),
});

const service = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  command: z.array(z.string()).nonempty().optional(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
  init: z.boolean().optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  profiles: z.array(name).optional(),
  // A bare true or 5432 would be read as another type than the text that the program gets.
  environment: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string()),
  volumes: z.array(mount).optional(),
  secrets: z.array(name).optional(),
  networks: z.array(name),
  ports: z.array(port).optional(),
  depends_on: z
    .record(
      name,
      z.strictObject({
        condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']),
      }),
    )
    .optional(),
  healthcheck: healthcheck.optional(),
  stop_grace_period: duration.optional(),
});

/** The part of the Compose specification that docker-compose.yml uses: a key that is not in it is a slip. */
export const composeSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/),
  'x-app': z.unknown(),
  services: z.record(name, service),
  networks: z.record(name, z.strictObject({})),
  secrets: z.record(name, z.strictObject({ file: z.string() })),
  volumes: z.record(name, z.strictObject({})),
});
