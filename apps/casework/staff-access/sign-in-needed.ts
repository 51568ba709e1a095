import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';

/** A page was asked for by somebody who is not signed in. */
export class SignInNeeded extends Error {
  constructor(readonly wanted: string) {
    super('Sign-in needed');
  }
}

/** Sends the browser to the sign-in page, and from there back to what it wanted. */
@Catch(SignInNeeded)
export class SignInNeededFilter implements ExceptionFilter {
  catch({ wanted }: SignInNeeded, host: ArgumentsHost): void {
    host
      .switchToHttp()
      .getResponse<Response>()
      .redirect(303, `/sign-in?to=${encodeURIComponent(wanted)}`);
  }
}
