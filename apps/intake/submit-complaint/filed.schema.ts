import { z } from 'zod';

const whyStep = z.looseObject({ code: z.string() });

export const dueDate = z
  .object({ id: z.string(), dueAt: z.iso.datetime(), why: z.array(whyStep) })
  .meta({ id: 'DueDate' });

export const filedSchema = z
  .object({
    reference: z.string(),
    receiptCode: z.string(),
    filedAt: z.iso.datetime(),
    deemedReceivedAt: z.iso.datetime(),
    clocks: z.array(dueDate),
  })
  .meta({ id: 'Filed' });
