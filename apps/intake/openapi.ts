import { z } from 'zod';
import { EVIDENCE_KINDS } from '#domain/complaint/evidence.js';
import { complaintSchema } from '#web/complaint/complaint.schema.js';
import { jsonOf, openApiDocument, problems } from '#web/openapi/openapi.js';
import { attachmentFields } from './add-evidence/attachments-api.controller.js';
import { checkInSchema } from './protection/check-in.form.js';
import { protectionSchema } from './protection/protection-api.controller.js';
import { dueDatesQuery } from './due-dates/due-dates-api.controller.js';
import { statisticsQuery } from './statistics/statistics.controller.js';
import { dueDate, filedSchema } from './submit-complaint/filed.schema.js';
import { employmentSchema } from './tell-employment/employment.form.js';
import { messageSchema, reviewSchema, withdrawalSchema } from './track-complaint/track-api.controller.js';

const idempotent = z.object({
  'Idempotency-Key': z.string().optional().meta({ description: 'At least 122 random bits, e.g. a UUID' }),
});
const receipt = z.object({ 'Receipt-Code': z.string() });
const path = z.object({ reference: z.string() });
const written = {
  description: 'Taken',
  content: jsonOf(z.object({ commandId: z.uuid(), at: z.iso.datetime() })),
};

const totals = z.object({
  total: z.int(),
  completed: z.int(),
  inProgress: z.int(),
  carriedOver: z.int(),
  received: z.int(),
});
const statistics = totals
  .extend({
    fiscalYear: z.int(),
    period: z.string(),
    asOf: z.iso.datetime(),
    isClosed: z.boolean(),
    integrity: totals,
    other: totals,
    zeroDeclaration: z.boolean(),
    breakdowns: z.looseObject({}).nullable(),
  })
  .meta({ id: 'Statistics' });
const trackedFile = z
  .object({
    id: z.uuid(),
    name: z.string().nullable(),
    kilobytes: z.int(),
    kind: z.enum(EVIDENCE_KINDS),
    isCleaned: z.boolean(),
    isScanned: z.boolean(),
    hasOriginal: z.boolean(),
    isQuarantined: z.boolean(),
  })
  .meta({ id: 'Evidence' });
const tracked = z
  .object({
    reference: z.string(),
    status: z.string(),
    filedAt: z.iso.datetime(),
    deemedReceivedAt: z.iso.datetime(),
    milestones: z.array(z.object({ event: z.string(), at: z.iso.datetime() })),
    clocks: z.array(dueDate),
    messages: z.array(
      z.object({
        from: z.enum(['agency', 'complainant']),
        at: z.iso.datetime(),
        about: z.string(),
        text: z.string(),
        files: z.array(trackedFile),
        by: z.object({ role: z.string(), name: z.string().nullable() }).nullable(),
        isNew: z.boolean(),
        state: z.enum(['recorded', 'on-its-way', 'refused']),
      }),
    ),
    waiting: z.array(trackedFile),
    isNobodyLeft: z.boolean(),
    isAnswerAwaited: z.boolean(),
    destroyedAt: z.iso.datetime().nullable(),
    goesOnThoughWithdrawn: z.boolean(),
    may: z.object({ write: z.boolean(), askForReview: z.boolean(), withdraw: z.boolean() }),
  })
  .meta({ id: 'TrackedComplaint' });

const writing = (summary: string, body: z.ZodType) => ({
  post: {
    summary,
    requestParams: { path, header: receipt.extend(idempotent.shape) },
    requestBody: { required: true, content: jsonOf(body) },
    responses: { '202': written, ...problems('400', '404', '409', '413', '415', '422') },
  },
});

/** The public API, served at `/api/openapi.json`. */
export const intakeOpenApi = openApiDocument('Prongsai: complaints', {
  '/api/v1/complaints': {
    post: {
      summary: 'File a complaint',
      requestParams: { header: idempotent },
      requestBody: { required: true, content: jsonOf(complaintSchema) },
      responses: {
        '201': { description: 'Filed', content: jsonOf(filedSchema) },
        ...problems('400', '413', '415', '422'),
      },
    },
  },
  '/api/v1/complaints/{reference}': {
    get: {
      summary: 'See how a complaint stands',
      requestParams: { path, header: receipt },
      responses: { '200': { description: 'The case', content: jsonOf(tracked) }, ...problems('404') },
    },
  },
  '/api/v1/complaints/{reference}/messages': writing(
    'Write to the agency, or answer its question',
    messageSchema,
  ),
  '/api/v1/complaints/{reference}/attachments': {
    post: {
      summary: 'Add files, with words or without: all are taken or none',
      requestParams: { path, header: receipt.extend(idempotent.shape) },
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: attachmentFields.extend({
              files: z
                .array(z.string().meta({ format: 'binary' }))
                .meta({ description: 'After all other fields' }),
            }),
          },
        },
      },
      responses: {
        '201': {
          description: 'Taken',
          content: jsonOf(
            z.object({ commandId: z.uuid(), at: z.iso.datetime(), attachments: z.array(trackedFile) }),
          ),
        },
        ...problems('400', '404', '409', '415', '422'),
      },
    },
  },
  '/api/v1/complaints/{reference}/review': writing('Ask for a review of the outcome', reviewSchema),
  '/api/v1/complaints/{reference}/withdrawal': writing('Withdraw the complaint', withdrawalSchema),
  '/api/v1/complaints/{reference}/protection': {
    get: {
      summary: 'Who was told who complained, and what the custodian asks',
      requestParams: { path, header: receipt },
      responses: {
        '200': { description: 'The protection', content: jsonOf(protectionSchema) },
        ...problems('404'),
      },
    },
  },
  '/api/v1/complaints/{reference}/check-in': {
    post: {
      summary: 'Say how things are, or that somebody retaliates',
      requestParams: { path, header: receipt.extend(idempotent.shape) },
      requestBody: { required: true, content: jsonOf(checkInSchema) },
      responses: {
        '202': {
          description: 'Taken; of harm with the case that was opened for it',
          content: jsonOf(z.object({ at: z.iso.datetime(), retaliation: filedSchema.nullable() })),
        },
        ...problems('400', '404', '409', '413', '415', '422'),
      },
    },
  },
  '/api/v1/complaints/{reference}/employment': {
    post: {
      summary: 'Say whether you work for the agency; the last word counts',
      requestParams: { path, header: receipt.extend(idempotent.shape) },
      requestBody: { required: true, content: jsonOf(employmentSchema) },
      responses: {
        '202': { description: 'Taken', content: jsonOf(z.object({ at: z.iso.datetime() })) },
        ...problems('400', '404', '409', '413', '415', '422'),
      },
    },
  },
  '/api/v1/statistics': {
    get: {
      summary: 'Totals by fiscal year (Buddhist era)',
      requestParams: { query: statisticsQuery },
      responses: { '200': { description: 'Figures', content: jsonOf(statistics) }, ...problems('422') },
    },
  },
  '/api/v1/procedure': {
    get: {
      summary: 'The published procedure',
      responses: { '200': { description: 'Procedure', content: jsonOf(z.looseObject({})) } },
    },
  },
  '/api/v1/due-dates': {
    get: {
      summary: 'When each step would be due for a complaint filed then',
      requestParams: { query: dueDatesQuery },
      responses: {
        '200': {
          description: 'Due dates',
          content: jsonOf(
            z.object({
              category: z.string(),
              filedAt: z.iso.datetime(),
              deemedReceivedAt: z.iso.datetime(),
              clocks: z.array(dueDate),
            }),
          ),
        },
        ...problems('422'),
      },
    },
  },
});
