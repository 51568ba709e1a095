import { SetMetadata } from '@nestjs/common';

export const BEFORE_SECOND_FACTOR = 'before-second-factor';

/** For the few routes that somebody reaches who needs a second factor and has none yet: to enrol it, or to leave. */
export const BeforeSecondFactor = (): MethodDecorator & ClassDecorator =>
  SetMetadata(BEFORE_SECOND_FACTOR, true);
