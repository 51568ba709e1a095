import { SetMetadata } from '@nestjs/common';
import type { Request } from 'express';

export const SENSITIVE = 'sensitive';

/** Which requests of a route are sensitive. */
export type IsSensitive = (request: Request) => boolean;

/**
 * For a route that asks who is there: it is reached within five minutes of the password (and of the code, where a second
 * factor is enrolled). A page leads to `/confirm-it-is-you` and back, with what was typed; the API answers 403 with
 * the code `confirmation-needed` until `POST /api/v1/sessions/confirmation`.
 */
export const Sensitive = (isSensitive: IsSensitive = () => true): MethodDecorator & ClassDecorator =>
  SetMetadata(SENSITIVE, isSensitive);
