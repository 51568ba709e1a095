import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { jsonOf, openApiDocument, problems } from '#web/openapi/openapi.js';
import { agencyLedgerQuery } from './audit/agency-ledger.api.controller.js';
import { readingsQuery } from './audit/cases.api.controller.js';
import { searchSchema } from './audit/search.form.js';
import { COMMAND_BODIES, seenVersionField, STAFF_COMMANDS } from './commands/staff-command.js';
import { PROTECTION_BODIES, PROTECTION_COMMANDS } from './protection/commands/protection-command.js';
import { confirmationSchema, newSessionSchema } from './sign-in/sessions.api.controller.js';
import { taskPageSchema } from './worklist/tasks.api.controller.js';

const reference = z.object({ reference: z.string().meta({ example: 'TRT-69-7K3Q-9M2X' }) });
const anything = z.record(z.string(), z.unknown());
const answers = (description: string, schema: z.ZodType = anything) => ({
  '200': { description, content: jsonOf(schema) },
});
const security = [{ bearer: [] }];

const commandPaths: ZodOpenApiPathsObject = Object.fromEntries(
  STAFF_COMMANDS.map((name) => [
    `/api/v1/complaints/{reference}/commands/${name}`,
    {
      post: {
        operationId: name,
        security,
        requestParams: {
          path: reference,
          header: z.object({ 'Idempotency-Key': z.string().min(20).max(128).optional() }),
        },
        requestBody: { content: jsonOf(COMMAND_BODIES[name].extend(seenVersionField)) },
        responses: {
          ...answers('The events made', z.object({ events: z.array(anything) })),
          ...problems('400', '401', '403', '404', '409', '422'),
        },
      },
    },
  ]),
);

const ofProtection = z.object({ id: z.string().meta({ example: 'TRT-69-7K3Q-9M2X' }) });

const protectionPaths: ZodOpenApiPathsObject = {
  '/api/v1/protections/{id}': {
    get: {
      operationId: 'protection',
      security,
      requestParams: { path: ofProtection },
      responses: { ...answers('A protection, as far as you see it'), ...problems('401', '403', '404') },
    },
  },
  '/api/v1/protections/{id}/identity': {
    get: {
      operationId: 'identity',
      security,
      requestParams: { path: ofProtection },
      responses: {
        ...answers('Who complained, while your own access is open; the reading is recorded'),
        ...problems('401', '403', '404'),
      },
    },
  },
  ...Object.fromEntries(
    PROTECTION_COMMANDS.map((name) => [
      `/api/v1/protections/{id}/commands/${name}`,
      {
        post: {
          operationId: `protection-${name}`,
          security,
          requestParams: {
            path: ofProtection,
            header: z.object({ 'Idempotency-Key': z.string().min(20).max(128).optional() }),
          },
          requestBody: { content: jsonOf(PROTECTION_BODIES[name].extend(seenVersionField)) },
          responses: {
            ...answers('The events made, as far as you see them', z.object({ events: z.array(anything) })),
            ...problems('400', '401', '403', '404', '409', '422'),
          },
        },
      },
    ]),
  ),
};

/** The staff API, from the very schemas that check its requests. */
export const caseworkApi = () =>
  openApiDocument('Prongsai casework', {
    '/api/v1/sessions': {
      post: {
        operationId: 'openSession',
        requestBody: { content: jsonOf(newSessionSchema) },
        responses: {
          '201': { description: 'A token for `Authorization: Bearer`', content: jsonOf(anything) },
          ...problems('400', '401', '429', '503'),
        },
      },
    },
    '/api/v1/sessions/confirmation': {
      post: {
        operationId: 'confirmSession',
        security,
        requestBody: { content: jsonOf(confirmationSchema) },
        responses: {
          '204': { description: 'What is sensitive may be done for five minutes' },
          ...problems('401', '403', '422', '429', '503'),
        },
      },
    },
    '/api/v1/tasks': {
      get: {
        operationId: 'tasks',
        security,
        requestParams: { query: taskPageSchema },
        responses: {
          ...answers('What is to be done, late first; `nextPage` null: the last page'),
          ...problems('401', '403', '422'),
        },
      },
    },
    '/api/v1/complaints': {
      get: {
        operationId: 'complaints',
        security,
        requestParams: { query: searchSchema },
        responses: { ...answers('Cases, what is due first at the top'), ...problems('400', '401', '403') },
      },
    },
    '/api/v1/complaints/{reference}': {
      get: {
        operationId: 'complaint',
        security,
        requestParams: { path: reference },
        responses: { ...answers('One case'), ...problems('401', '403', '404') },
      },
    },
    '/api/v1/complaints/{reference}/history': {
      get: {
        operationId: 'history',
        security,
        requestParams: { path: reference },
        responses: { ...answers('Ledger entries with hashes (auditor)'), ...problems('401', '403', '404') },
      },
    },
    '/api/v1/complaints/{reference}/readings': {
      get: {
        operationId: 'readings',
        security,
        requestParams: { path: reference, query: readingsQuery },
        responses: {
          ...answers('Who read what of the case and when, the newest first (auditor)'),
          ...problems('401', '403', '404', '422'),
        },
      },
    },
    '/api/v1/ledger/entries': {
      get: {
        operationId: 'agencyLedger',
        security,
        requestParams: { query: agencyLedgerQuery },
        responses: {
          ...answers('What administrators did or happened to accounts, the newest first (auditor)'),
          ...problems('401', '403', '422'),
        },
      },
    },
    '/api/v1/ledger/verification': {
      get: {
        operationId: 'verification',
        security,
        requestParams: { query: z.object({ reference: z.string().optional() }) },
        responses: { ...answers('What the verification found (auditor)'), ...problems('401', '403', '404') },
      },
    },
    ...commandPaths,
    ...protectionPaths,
  });
