import { Inject, Injectable } from '@nestjs/common';
import { addMs, HOUR_MS } from '#domain/time/instant.js';
import { removeStored } from '#filing/take-file.js';
import { removeFileKeys } from '#persistence/evidence-key-store.js';
import { forgetAbandoned } from '#persistence/evidence-store.js';
import { Recurring } from '#settings/recurring.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';

/** As long as a draft is kept. */
const WAITS_MS = 23 * HOUR_MS;
/** Longer than any upload takes. */
const ARRIVES_MS = 2 * HOUR_MS;
const EVERY_MS = HOUR_MS / 2;

/** Removes the files that were left lying: of drafts that are gone, never sent, or never whole. */
@Injectable()
export class EvidenceRemoval extends Recurring {
  constructor(@Inject(INTAKE) private readonly services: IntakeServices) {
    super(EVERY_MS, false);
  }

  async work(): Promise<void> {
    const { databases, time, evidence } = this.services;
    const now = time.now();
    const gone = await forgetAbandoned(databases.main.manager, {
      waitingSince: addMs(now, -WAITS_MS),
      arrivingSince: addMs(now, -ARRIVES_MS),
    });
    if (gone.length === 0) return;
    await removeFileKeys(databases.keys, gone);
    await removeStored(gone, evidence);
  }
}
