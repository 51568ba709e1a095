import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { isRefusal } from '#domain/complaint/refusal.js';
import type { DataRequestEventType } from '#domain/data-request/data-request-event.js';
import { dataRequestRules } from '#domain/data-request/data-request-policy.js';
import { rolesIn } from '#domain/data-request/part-in-request.js';
import { readPolicy } from '#persistence/policy-store.js';
import { listStaff } from '#persistence/staff-store.js';
import type { PageLocals } from '#web/page-locals.js';
import { phraseRefusal } from '#web/wording/refusal.wording.js';
import { formErrors, type FormError } from '../administration/form-errors.js';
import { Casework } from '../casework.js';
import { readNames } from '../staff-access/names.js';
import { ALL_ROLES, OpenTo } from '../staff-access/open-to.js';
import { pageAsked, paginationOf } from '../staff-access/pagination.presenter.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';
import { DataRequestDesk, isGivenAway, type WantedOfRequest } from './data-request-desk.js';
import { DataRequestFiles } from './data-request-file.js';
import { answerSchema, approvalSchema, identitySchema, returnSchema } from './data-request.form.js';
import { formsFor, historyOf, isLate, receivedText } from './data-request.presenter.js';

const PAGE_SIZE = 50;

/** The event in whose words the page names an act that was done. */
const DONE = {
  'confirm-identity': 'IdentityConfirmed',
  'propose-answer': 'AnswerProposed',
  approve: 'AnswerGiven',
  return: 'AnswerReturned',
} as const satisfies Record<WantedOfRequest['name'], DataRequestEventType>;
const ACTS = Object.keys(DONE) as (keyof typeof DONE)[];

type Form = Record<string, string>;

/** Requests of people for their own data. Open to all by name only: to whoever has no part in one it does not exist. */
@Controller('data-requests')
@OpenTo(...ALL_ROLES)
export class DataRequestsController {
  constructor(
    private readonly casework: Casework,
    private readonly files: DataRequestFiles,
    private readonly desk: DataRequestDesk,
  ) {}

  @Get()
  @OpenTo('custodian', 'auditor')
  async list(
    @By() { viewer }: SignedIn,
    @Query('page') asked: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { t, date } = response.locals as PageLocals;
    const now = this.casework.time.now();
    const total = await this.files.reader.count(viewer);
    const page = pageAsked(asked, total, PAGE_SIZE);
    const place = { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE };
    const requests = await this.files.reader.list(viewer, place);
    response.render('data-requests/data-requests', {
      pagination: paginationOf({ page, total, size: PAGE_SIZE }, '/data-requests', {}, t),
      requests: requests.map((one) => ({
        reference: one.reference,
        status: t(`dataRequests.status.${one.status}`),
        receivedAt: date(one.receivedAt),
        dueAt: one.clock === null ? '' : date(one.clock.dueAt),
        isLate: isLate(one, now),
      })),
    });
  }

  @Get(':id')
  show(
    @By() signedIn: SignedIn,
    @Param('id') id: string,
    @Query('done') done: unknown,
    @Res() response: Response,
  ): Promise<void> {
    return this.render(signedIn, id, response, { done });
  }

  @Post(':id/identity')
  confirm(
    @By() signedIn: SignedIn,
    @Param('id') id: string,
    @Body() body: Form,
    @Res() response: Response,
  ): Promise<void> {
    return this.take(signedIn, id, body, response, identitySchema, 'how', ({ how, staff }) => ({
      name: 'confirm-identity',
      how,
      staff: staff === '' ? null : staff,
    }));
  }

  @Post(':id/answer')
  propose(
    @By() signedIn: SignedIn,
    @Param('id') id: string,
    @Body() body: Form,
    @Res() response: Response,
  ): Promise<void> {
    return this.take(signedIn, id, body, response, answerSchema, 'answer', ({ kind, answer }) => ({
      name: 'propose-answer',
      kind,
      answer,
    }));
  }

  @Post(':id/approval')
  approve(
    @By() signedIn: SignedIn,
    @Param('id') id: string,
    @Body() body: Form,
    @Res() response: Response,
  ): Promise<void> {
    return this.take(signedIn, id, body, response, approvalSchema, 'approve', () => ({ name: 'approve' }));
  }

  @Post(':id/return')
  giveBack(
    @By() signedIn: SignedIn,
    @Param('id') id: string,
    @Body() body: Form,
    @Res() response: Response,
  ): Promise<void> {
    return this.take(signedIn, id, body, response, returnSchema, 'reason', ({ reason }) => ({
      name: 'return',
      reason,
    }));
  }

  private async take<T extends { key: string; seen: number }>(
    signedIn: SignedIn,
    id: string,
    values: Form,
    response: Response,
    schema: z.ZodType<T>,
    field: string,
    wantedOf: (read: T) => WantedOfRequest,
  ): Promise<void> {
    const { t, language } = response.locals as PageLocals;
    const state = await this.files.state(signedIn, id);
    const again = (status: number, errors: FormError[]): Promise<void> =>
      this.render(signedIn, id, response.status(status), { values, errors });
    const parsed = schema.safeParse(values);
    if (!parsed.success) return again(400, formErrors(parsed.error, 'dataRequests', t, values));
    const { key, seen } = parsed.data;
    const given = await this.desk.give(signedIn, state, wantedOf(parsed.data), { key, seenVersion: seen });
    if (given === 'unreachable') return again(503, [{ field, text: t('casework.unreachable') }]);
    if (given === 'staff-unknown')
      return again(400, [
        { field: 'staff', text: t('casework.invalid', { field: t('dataRequests.staff') }) },
      ]);
    if (isRefusal(given)) return again(409, [{ field, text: phraseRefusal(given, language) }]);
    if (isGivenAway(given)) {
      const names = await readNames(this.casework.databases, language);
      const people = given.people.map((one) => names.person(one)).join(', ');
      const references = given.references.join(', ');
      return again(400, [
        ...(people ? [{ field, text: t('dataRequests.namesPeople', { people }) }] : []),
        ...(references ? [{ field, text: t('dataRequests.namesCases', { references }) }] : []),
      ]);
    }
    response.redirect(303, `/data-requests/${id}?done=${wantedOf(parsed.data).name}`);
  }

  private async render(
    signedIn: SignedIn,
    id: string,
    response: Response,
    { values = {}, errors = [], done }: { values?: Form; errors?: FormError[]; done?: unknown },
  ): Promise<void> {
    const state = await this.files.state(signedIn, id);
    const { language, viewer, staff } = signedIn;
    const locals = response.locals as PageLocals;
    const { t, date } = locals;
    const { databases, time } = this.casework;
    const policy = await readPolicy(databases.main.manager, state.policyHash);
    const { neutralSentence } = dataRequestRules(policy);
    const names = await readNames(databases, language);
    const texts = await this.files.read(signedIn, state);
    const events = await this.files.events(state);
    const requester = this.desk.requesterOf(signedIn, state);
    const { reference, status, answer, clock } = state;
    const namesakes = await this.desk.namesakes(texts.name);
    const act = ACTS.find((one) => one === done);
    response.render('data-requests/data-request', {
      done: act === undefined ? '' : t(`dataRequests.event.${DONE[act]}`),
      reference,
      values,
      namesakes: namesakes.map((one) => names.person(one)).join(', '),
      errors,
      key: values['key'] ?? randomUUID(),
      seen: state.actedVersion,
      status: t(`dataRequests.status.${status}`),
      receivedAt: receivedText(events, state, policy, locals),
      dueAt: clock === null ? '' : date(clock.dueAt),
      isLate: isLate(state, time.now()),
      requester: requester === null ? '' : names.person(requester),
      ...texts,
      answer: answer && {
        kind: t(`dataRequests.kinds.${answer.kind}`),
        by: names.person(answer.by),
        words: texts.written.get(answer.answer.id) ?? '',
      },
      neutralSentence,
      ...this.choices(state, signedIn, t, await listStaff(databases.main.manager)),
      history: historyOf(events, texts, names, locals),
      forms: formsFor(state, rolesIn(viewer, state), staff.id),
      backLink: '/data-requests',
    });
  }

  private choices(
    state: Parameters<typeof formsFor>[0],
    { viewer, staff }: SignedIn,
    t: PageLocals['t'],
    people: Awaited<ReturnType<typeof listStaff>>,
  ) {
    const { proposes } = formsFor(state, rolesIn(viewer, state), staff.id);
    return {
      kinds: proposes.map((kind) => ({ value: kind, text: t(`dataRequests.kinds.${kind}`) })),
      people: [
        { value: '', text: t('dataRequests.notOfStaff') },
        ...people.map(({ id, name, position }) => ({ value: id, text: `${name} (${position})` })),
      ],
    };
  }
}
