import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RELATIONSHIP_KINDS } from '#domain/routing/relationship.js';
import {
  listRelationships,
  removeRelationship,
  type StaffRelationship,
} from '#persistence/relationship-store.js';
import { listStaff, staffIds } from '#persistence/staff-store.js';
import { type PostedForm, textOf } from '#web/complaint/posted-form.js';
import { Problem } from '#web/errors/problem.js';
import { readList } from '#web/input/read-list.js';
import type { PageLocals } from '#web/page-locals.js';
import { Casework, tokensOf } from '../../casework.js';
import { readNames } from '../../staff-access/names.js';
import { OpenTo } from '../../staff-access/open-to.js';
import { By, type SignedIn } from '../../staff-access/signed-in.js';
import { RELATIONSHIP_WORDING } from '../../wording/relationship.wording.js';
import { administer } from '../administration-record.js';
import { formErrors, type FormError, listErrors } from '../form-errors.js';
import { RelationshipChanges } from './relationship-changes.service.js';
import { readRelationships, relationshipSchema } from './relationship.form.js';

const DONE = ['done', 'waits', 'hasNobody'] as const;

/** Who of the staff is related to whom, where the agency keeps it: whoever is accused keeps out the own relatives. */
@Controller('administration/relationships')
@OpenTo('administrator')
export class RelationshipsController {
  constructor(
    private readonly casework: Casework,
    private readonly changes: RelationshipChanges,
  ) {}

  @Get()
  page(@Query('recorded') recorded: unknown, @Res() response: Response): Promise<void> {
    return this.show(response, { done: DONE.find((one) => one === recorded) ?? null });
  }

  @Post()
  async add(@By() by: SignedIn, @Body() body: PostedForm, @Res() response: Response): Promise<void> {
    const { t } = response.locals as PageLocals;
    const parsed = relationshipSchema.safeParse(body);
    const unknown = ['staff', 'other'].filter(
      (field) => !by.directory.people.some(({ id }) => id === textOf(body, field)),
    );
    if (parsed.success && unknown.length === 0) return this.store(by, [parsed.data], response);
    const errors = parsed.success
      ? unknown.map((field) => ({
          field,
          text: t('casework.invalid', { field: t(`relationships.${field}`) }),
        }))
      : formErrors(parsed.error, 'relationships', t, body);
    await this.show(response.status(400), { values: body, errors });
  }

  @Post('import')
  async import(@By() by: SignedIn, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { t } = response.locals as PageLocals;
    const csv = await readList(request, response);
    const read = readRelationships(csv, await staffIds(this.casework.databases.main.manager));
    if ('relationships' in read) return this.store(by, read.relationships, response);
    await this.show(response.status(400), { errors: listErrors(read.faults, 'relationships', t) });
  }

  @Post(':id/removal')
  async remove(@By() { staff }: SignedIn, @Param('id') id: string, @Res() response: Response): Promise<void> {
    const all = await listRelationships(this.casework.databases.main.manager);
    const found = all.find((one) => one.id === id);
    if (found === undefined) throw new Problem('not-found');
    const tokenOf = tokensOf(this.casework);
    const body = { persons: [found.staff, found.other].map((one) => tokenOf('person', one)) };
    await administer(this.casework, staff.id, { type: 'RelationshipRemoved', body }, (manager) =>
      removeRelationship(manager, id),
    );
    response.redirect(303, '/administration/relationships');
  }

  /** How two are related stays out of the ledger, which forgets nothing. */
  private async store(
    { staff }: SignedIn,
    relationships: readonly StaffRelationship[],
    response: Response,
  ): Promise<void> {
    const outcome = await this.changes.record(staff.id, relationships);
    response.redirect(303, `/administration/relationships?recorded=${outcome}`);
  }

  private async show(
    response: Response,
    {
      values = {},
      errors = [],
      done = null,
    }: { values?: PostedForm; errors?: FormError[]; done?: (typeof DONE)[number] | null },
  ): Promise<void> {
    const { language } = response.locals as PageLocals;
    const { databases } = this.casework;
    const names = await readNames(databases, language);
    const people = await listStaff(databases.main.manager);
    response.render('administration/relationships/relationships', {
      values,
      errors,
      done,
      people: people.map(({ id }) => ({ value: id, text: names.person(id) })),
      kinds: RELATIONSHIP_KINDS.map((kind) => ({ value: kind, text: RELATIONSHIP_WORDING[kind][language] })),
      relationships: (await listRelationships(databases.main.manager)).map((one) => ({
        id: one.id,
        staff: names.person(one.staff),
        other: names.person(one.other),
        kind: RELATIONSHIP_WORDING[one.kind][language],
        degree: one.degree,
      })),
    });
  }
}
