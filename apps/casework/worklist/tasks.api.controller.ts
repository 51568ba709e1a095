import { Controller, Get, Query } from '@nestjs/common';
import { z } from 'zod';
import type { TaskOfCase } from '#persistence/task-reader.js';
import {
  type RefusedAddress,
  refusedAddresses,
} from '../administration/refused-addresses/refused-addresses.presenter.js';
import { validated } from '#web/input/validated.js';
import { Casework } from '../casework.js';
import { ALL_ROLES, OpenTo } from '../staff-access/open-to.js';
import { pageQuery } from '../staff-access/page-query.schema.js';
import { nextPageOf } from '../staff-access/pagination.presenter.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';

/** A task as the API gives it: the case by its reference and status. */
type ShownTask = Omit<TaskOfCase, 'case'> & { reference: string; category: string; status: string };
/** The administrator's, of no case. */
type AddressTask = RefusedAddress & { kind: 'mend-address'; role: 'administrator' };

interface TaskPage {
  tasks: (ShownTask | AddressTask)[];
  /** On all pages. */
  total: number;
  nextPage: number | null;
}

const PAGE_SIZE = 200;
export const taskPageSchema = z.object(pageQuery);

@Controller('api/v1/tasks')
@OpenTo(...ALL_ROLES)
export class TasksApiController {
  constructor(private readonly casework: Casework) {}

  /** The administrator's own tasks stand on the last page. */
  @Get()
  async list(@By() signedIn: SignedIn, @Query() query: Record<string, unknown>): Promise<TaskPage> {
    const { page } = validated(taskPageSchema, query);
    const { tasks: work, time } = this.casework;
    const now = time.now();
    const ofCases = await work.count(signedIn, {}, now);
    const nextPage = nextPageOf({ page, total: ofCases, size: PAGE_SIZE });
    const tasks = await work.list(signedIn, {}, now, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE });
    const addresses = await refusedAddresses(this.casework, signedIn);
    return {
      total: ofCases + addresses.length,
      nextPage,
      tasks: [
        ...tasks.map(({ case: { reference, category, status }, ...task }) => ({
          ...task,
          reference,
          category,
          status,
        })),
        ...(nextPage === null ? addresses : []).map(
          (address) => ({ kind: 'mend-address', role: 'administrator', ...address }) as const,
        ),
      ],
    };
  }
}
