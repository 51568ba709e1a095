import { Controller, Get } from '@nestjs/common';
import type { TaskOfCase } from '#persistence/task-reader.js';
import {
  type RefusedAddress,
  refusedAddresses,
} from '../administration/refused-addresses/refused-addresses.presenter.js';
import { Casework } from '../casework.js';
import { ALL_ROLES, OpenTo } from '../staff-access/open-to.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';

/** A task as the API gives it: the case by its reference and status. */
type ShownTask = Omit<TaskOfCase, 'case'> & { reference: string; category: string; status: string };
/** The administrator's, of no case. */
type AddressTask = RefusedAddress & { kind: 'mend-address'; role: 'administrator' };

@Controller('api/v1/tasks')
@OpenTo(...ALL_ROLES)
export class TasksApiController {
  constructor(private readonly casework: Casework) {}

  @Get()
  async list(@By() signedIn: SignedIn): Promise<{ tasks: (ShownTask | AddressTask)[] }> {
    const tasks = await this.casework.tasks.list(signedIn, {}, this.casework.time.now());
    const addresses = await refusedAddresses(this.casework, signedIn);
    return {
      tasks: [
        ...tasks.map(({ case: { reference, category, status }, ...task }) => ({
          ...task,
          reference,
          category,
          status,
        })),
        ...addresses.map((address) => ({ kind: 'mend-address', role: 'administrator', ...address }) as const),
      ],
    };
  }
}
