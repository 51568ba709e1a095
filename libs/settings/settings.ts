import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Role } from '#domain/policy/role.js';
import { readIdentityProvider, type IdentityProviderSettings } from './identity-provider.js';
import { type EvidenceSettings, evidenceSettings } from './evidence-settings.js';
import { projectPath } from './project-path.js';
import { postgresUrl } from './postgres-url.js';
import { readTemporalTls, type TemporalTls } from './temporal-tls.js';

/** What a process needs to know about its surroundings. Ports are on `bindAddress`; URLs have no closing slash. */
export interface Settings {
  databaseUrl: string;
  /** Wrapped data keys only, kept out of the main database's backups: losing a key there loses it everywhere. */
  keysDatabaseUrl: string;
  temporalAddress: string;
  /** Where the server wants certificates. */
  temporalTls?: TemporalTls;
  temporalNamespace: string;
  taskQueue: string;
  smtpUrl: string;
  dataDir: string;
  /** Where this process finds its keys. */
  keysDir: string;
  /** Where the first start leaves a share of the keys for each app, in a folder of its name; unset: nowhere. */
  issueKeysTo?: string;
  /** Where private keys of some holders lie instead: a service that opens data keys, by HTTP. */
  keyService?: {
    url: string;
    holders: ('casework' | 'custodian' | 'mailer' | 'worker')[];
    tokenFile?: string;
  };
  bindAddress: string;
  /** Of the embedded servers; without meaning when DATABASE_URL or TEMPORAL_ADDRESS name others. */
  postgresPort: number;
  temporalPort: number;
  intakePort: number;
  caseworkPort: number;
  mailboxPort: number;
  /** Where the worker tells its health, always on the loopback address; 0: any free port. */
  workerPort: number;
  publicUrl: string;
  caseworkUrl: string;
  isDemonstration: boolean;
  /** How many proxies of the deployment's own stand before intake and casework, each adding to X-Forwarded-For. */
  trustedProxyHops: number;
  /** How many complaints a minute are nothing unusual; while there are more, they are queued. */
  usualFilingsPerMinute: number;
  /** Another administrator is to begin by a link, though there is one; for when nobody else can help. */
  isAdministratorLinkAsked: boolean;
  /** Where staff may sign in besides. */
  identityProvider?: IdentityProviderSettings;
  /** How long a session of the pages lasts unused, and in all. */
  sessions: { idleMinutes: number; hours: number };
  /** Whoever has one of these roles needs a second factor. */
  secondFactorRoles: readonly Role[];
  policyFolder: string;
  evidence: EvidenceSettings;
  /** Events after which a workflow continues as new; unset: when the server suggests it. Tests only. */
  historyThreshold?: number;
  /** A file with milliseconds to add to the clock. Tests only. */
  timeOffsetFile?: string;
}

/** They see or can change what a password alone should not open. */
export const SECOND_FACTOR_ROLES = [
  'custodian',
  'auditor',
  'administrator',
] as const satisfies readonly Role[];

const port = (fallback: number, least = 1) =>
  z.coerce.number().int().min(least).max(65_535).default(fallback);
const claim = z
  .enum(['true', 'false', '1', '0'])
  .default('false')
  .transform((text) => text === 'true' || text === '1');

const schema = z.object({
  DATA_DIR: z.string(),
  KEYS_DIR: z.string().optional(),
  ISSUE_KEYS_TO: z.string().optional(),
  KEY_SERVICE_URL: z.url({ protocol: /^https?$/ }).optional(),
  KEY_SERVICE_HOLDERS: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .pipe(z.array(z.enum(['casework', 'custodian', 'mailer', 'worker'])))
    .default(['custodian']),
  KEY_SERVICE_TOKEN_FILE: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  KEYS_DATABASE_URL: z.string().optional(),
  TEMPORAL_ADDRESS: z.string().optional(),
  TEMPORAL_TLS_CA: z.string().optional(),
  TEMPORAL_TLS_CERT: z.string().optional(),
  TEMPORAL_TLS_KEY: z.string().optional(),
  TEMPORAL_NAMESPACE: z.string().default('prongsai'),
  TASK_QUEUE: z.string().default('complaints'),
  SMTP_URL: z.string().optional(),
  BIND_ADDRESS: z.string().optional(),
  POSTGRES_PORT: port(5439),
  TEMPORAL_PORT: port(7233),
  INTAKE_PORT: port(3000),
  CASEWORK_PORT: port(3001),
  MAILBOX_PORT: port(3002),
  WORKER_PORT: port(3003, 0),
  PUBLIC_URL: z.string().optional(),
  CASEWORK_URL: z.string().optional(),
  DEMONSTRATION: claim,
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).optional(),
  ADMINISTRATOR_LINK: claim,
  OIDC_ISSUER: z.string().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_CLIENT_SECRET_FILE: z.string().optional(),
  OIDC_NAME: z.string().optional(),
  OIDC_SECOND_FACTOR: z.string().optional(),
  SESSION_IDLE_MINUTES: z.coerce.number().int().min(5).max(480).default(60),
  SESSION_HOURS: z.coerce.number().int().min(1).max(24).default(12),
  USUAL_FILINGS_PER_MINUTE: z.coerce.number().int().min(1).default(300),
  POLICY_FOLDER: z.string().optional(),
  EVIDENCE_DIR: z.string().optional(),
  EVIDENCE_S3_ENDPOINT: z.url().optional(),
  EVIDENCE_S3_REGION: z.string().default('us-east-1'),
  EVIDENCE_S3_BUCKET: z.string().optional(),
  EVIDENCE_S3_ACCESS_KEY_ID: z.string().optional(),
  EVIDENCE_S3_SECRET_ACCESS_KEY: z.string().optional(),
  EVIDENCE_FILE_LIMIT_MB: z.coerce.number().positive().default(50),
  EVIDENCE_CASE_LIMIT_MB: z.coerce.number().positive().default(200),
  EVIDENCE_WORK_DIR: z.string().optional(),
  CLAMD_HOST: z.string().optional(),
  CLAMD_PORT: port(3310),
  CLAMD_SOCKET: z.string().optional(),
  CONTINUE_AS_NEW_AFTER: z.coerce.number().int().positive().optional(),
  TIME_OFFSET_FILE: z.string().optional(),
});

/** The folder that holds all of a copy's data, `.data` in the project unless DATA_DIR says otherwise. */
export const dataDirOf = (env: NodeJS.ProcessEnv): string => resolve(env['DATA_DIR'] || projectPath('.data'));

/** Where `npm start` records, for itself and for tools started beside it, what it chose at the first start. */
export const recordedSettingsFile = (dataDir: string): string => join(dataDir, 'settings.json');

function recorded(dataDir: string): NodeJS.ProcessEnv {
  try {
    return JSON.parse(readFileSync(recordedSettingsFile(dataDir), 'utf8')) as NodeJS.ProcessEnv;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

function withDatabase(url: string, suffix: string): string {
  const keys = new URL(url);
  keys.pathname += suffix;
  return keys.href;
}

/**
 * Reads the settings: the environment first, then what `npm start` recorded in DATA_DIR, then the defaults.
 * Throws an Error that names the variable when one is wrong.
 */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const dataDir = dataDirOf(env);
  const given = Object.fromEntries(Object.entries(env).filter(([, text]) => text !== ''));
  const parsed = schema.safeParse({ ...recorded(dataDir), ...given, DATA_DIR: dataDir });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`The setting ${issue?.path.join('.') ?? ''} is wrong: ${issue?.message ?? ''}.`);
  }
  const read = parsed.data;
  const temporalTls = readTemporalTls(read);
  const identityProvider = readIdentityProvider(read);
  const databaseUrl =
    postgresUrl('DATABASE_URL', read.DATABASE_URL) ??
    `postgresql://postgres@127.0.0.1:${read.POSTGRES_PORT}/prongsai`;
  const publicUrl = read.PUBLIC_URL ?? `http://127.0.0.1:${read.INTAKE_PORT}`;
  return {
    databaseUrl,
    keysDatabaseUrl:
      postgresUrl('KEYS_DATABASE_URL', read.KEYS_DATABASE_URL) ?? withDatabase(databaseUrl, '_keys'),
    temporalAddress: read.TEMPORAL_ADDRESS ?? `127.0.0.1:${read.TEMPORAL_PORT}`,
    ...(temporalTls === undefined ? {} : { temporalTls }),
    temporalNamespace: read.TEMPORAL_NAMESPACE,
    taskQueue: read.TASK_QUEUE,
    smtpUrl: read.SMTP_URL ?? 'smtp://127.0.0.1:1025',
    dataDir,
    keysDir: resolve(read.KEYS_DIR ?? join(dataDir, 'keys')),
    ...(read.ISSUE_KEYS_TO === undefined ? {} : { issueKeysTo: resolve(read.ISSUE_KEYS_TO) }),
    ...(read.KEY_SERVICE_URL === undefined
      ? {}
      : {
          keyService: {
            url: read.KEY_SERVICE_URL.replace(/\/$/, ''),
            holders: read.KEY_SERVICE_HOLDERS,
            ...(read.KEY_SERVICE_TOKEN_FILE === undefined ? {} : { tokenFile: read.KEY_SERVICE_TOKEN_FILE }),
          },
        }),
    bindAddress: read.DEMONSTRATION ? '127.0.0.1' : (read.BIND_ADDRESS ?? '127.0.0.1'),
    postgresPort: read.POSTGRES_PORT,
    temporalPort: read.TEMPORAL_PORT,
    intakePort: read.INTAKE_PORT,
    caseworkPort: read.CASEWORK_PORT,
    mailboxPort: read.MAILBOX_PORT,
    workerPort: read.WORKER_PORT,
    publicUrl,
    caseworkUrl: read.CASEWORK_URL ?? `http://127.0.0.1:${read.CASEWORK_PORT}`,
    isDemonstration: read.DEMONSTRATION,
    // TLS is a proxy's: where people come by https, there is one.
    trustedProxyHops: read.TRUSTED_PROXY_HOPS ?? (publicUrl.startsWith('https:') ? 1 : 0),
    usualFilingsPerMinute: read.USUAL_FILINGS_PER_MINUTE,
    isAdministratorLinkAsked: read.ADMINISTRATOR_LINK,
    ...(identityProvider === undefined ? {} : { identityProvider }),
    sessions: { idleMinutes: read.SESSION_IDLE_MINUTES, hours: read.SESSION_HOURS },
    secondFactorRoles: read.DEMONSTRATION ? [] : SECOND_FACTOR_ROLES,
    policyFolder: read.POLICY_FOLDER ?? projectPath('libs/policy/packs'),
    evidence: evidenceSettings(read, dataDir),
    ...(read.CONTINUE_AS_NEW_AFTER === undefined ? {} : { historyThreshold: read.CONTINUE_AS_NEW_AFTER }),
    ...(read.TIME_OFFSET_FILE === undefined ? {} : { timeOffsetFile: read.TIME_OFFSET_FILE }),
  };
}
