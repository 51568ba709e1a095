import { Controller, Get } from '@nestjs/common';
import type { TaskOfCase } from '#persistence/case-reader.js';
import { Casework } from '../casework.js';
import { CASE_ROLES, OpenTo } from '../staff-access/open-to.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';

/** A task as the API gives it: the case by its reference and status. */
type ShownTask = Omit<TaskOfCase, 'case'> & { reference: string; category: string; status: string };

@Controller('api/v1/tasks')
@OpenTo(...CASE_ROLES)
export class TasksApiController {
  constructor(private readonly casework: Casework) {}

  @Get()
  async list(@By() { viewer }: SignedIn): Promise<{ tasks: ShownTask[] }> {
    const tasks = await this.casework.reader.tasks(viewer, {}, this.casework.time.now());
    return {
      tasks: tasks.map(({ case: { reference, category, status }, ...task }) => ({
        ...task,
        reference,
        category,
        status,
      })),
    };
  }
}
