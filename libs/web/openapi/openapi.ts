import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import { z } from 'zod';

/** RFC 9457 with the code and the fields, as every error answer of the API. */
export const problemSchema = z
  .object({
    type: z.string(),
    status: z.int(),
    title: z.string(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(z.object({ field: z.string(), code: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

export const jsonOf = (schema: z.ZodType): { 'application/json': { schema: z.ZodType } } => ({
  'application/json': { schema },
});

/** Response descriptions of problems by status, for an operation's `responses`. */
export const problems = (...statuses: (`4${string}` | '503')[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: 'Problem', content: { 'application/problem+json': { schema: problemSchema } } },
    ]),
  );

/** The OpenAPI 3.1 document of an app, from the very schemas that check its requests. */
export const openApiDocument = (title: string, paths: ZodOpenApiPathsObject) =>
  createDocument({ openapi: '3.1.0', info: { title, version: '1' }, paths });
