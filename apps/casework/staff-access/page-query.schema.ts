import { z } from 'zod';

/** Which page of a long list an API call asks for, from 1. */
export const pageQuery = { page: z.coerce.number().int().min(1).max(100_000).default(1) };
