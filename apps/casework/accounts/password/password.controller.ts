import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { endSessionsOf } from '#persistence/access-sessions.js';
import { changeStaff, type StaffRecord } from '#persistence/staff-store.js';
import type { PageLocals } from '#web/page-locals.js';
import { Casework } from '../../casework.js';
import { typed } from '../../sign-in/own-path.js';
import { openPageSession } from '../../sign-in/page-session.js';
import { hashPassword } from '../../sign-in/passwords.js';
import { ProofOfIdentity } from '../../sign-in/proof.service.js';
import { ALL_ROLES, OpenTo } from '../../staff-access/open-to.js';
import { Sensitive } from '../../staff-access/sensitive.decorator.js';
import { By, type SignedIn } from '../../staff-access/signed-in.js';
import { sessionOf } from '../../staff-access/staff-session.js';
import { changeAccount } from '../account-record.js';
import { faultOfPassword, fieldOfFault } from './password-rules.js';

/** A person changes the own password; every other session ends. */
@Controller('account/password')
@OpenTo(...ALL_ROLES)
@Sensitive()
export class PasswordController {
  constructor(
    private readonly casework: Casework,
    private readonly proof: ProofOfIdentity,
  ) {}

  @Get()
  page(@By() { staff }: SignedIn, @Res() response: Response): void {
    this.show(response, staff, []);
  }

  @Post()
  async change(
    @By() { staff }: SignedIn,
    @Body() body: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { t } = response.locals as PageLocals;
    const { id, username, name, email, passwordHash } = staff;
    const password = typed(body['password']);
    const fault = await faultOfPassword(password, typed(body['repeated']), [username, name, email]);
    if (fault !== null) {
      const error = { field: fieldOfFault(fault), text: t(`password.fault.${fault}`) };
      this.show(response.status(400), staff, [error]);
      return;
    }
    if (passwordHash !== null) {
      const current = typed(body['current']);
      const old = await this.proof.password(username, passwordHash, current, request.ip ?? '');
      if (old.kind !== 'right') {
        const isToWait = old.kind === 'wait';
        if (isToWait) response.setHeader('Retry-After', old.seconds);
        const text = isToWait ? t('signIn.wait', { seconds: old.seconds }) : t('confirm.wrong');
        this.show(response.status(isToWait ? 429 : 400), staff, [{ field: 'current', text }]);
        return;
      }
    }
    const hash = await hashPassword(password);
    const now = this.casework.time.now();
    await changeAccount(this.casework, id, { type: 'PasswordChanged' }, async (manager) => {
      await changeStaff(manager, id, { passwordHash: hash });
      await endSessionsOf(manager, id, now);
    });
    const { isProvedByProvider } = sessionOf(request);
    await openPageSession(request, id, now, { isProvedByProvider });
    response.redirect(303, '/account?done=password');
  }

  private show(
    response: Response,
    { passwordHash }: StaffRecord,
    errors: { field: string; text: string }[],
  ): void {
    const hasPassword = passwordHash !== null;
    response.render('accounts/password/password', { hasPassword, errors, backLink: '/account' });
  }
}
