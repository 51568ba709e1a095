import { Inject, Injectable } from '@nestjs/common';
import { addMs, HOUR_MS } from '#domain/time/instant.js';
import { removeDraftsBefore } from '#persistence/draft-store.js';
import { Recurring } from '#settings/recurring.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';

/** With the time between two turns less than a day, which is what the privacy notice promises. */
const KEPT_MS = 23 * HOUR_MS;
const EVERY_MS = HOUR_MS / 2;

/** Deletes the drafts that were left lying, whether or not anybody comes by. */
@Injectable()
export class DraftRemoval extends Recurring {
  constructor(@Inject(INTAKE) private readonly services: IntakeServices) {
    super(EVERY_MS, false);
  }

  /** Deletes what nobody has touched for 23 hours. */
  work(): Promise<void> {
    const { databases, time } = this.services;
    return removeDraftsBefore(databases.main.manager, addMs(time.now(), -KEPT_MS));
  }
}
