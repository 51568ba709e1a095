import { Injectable } from '@nestjs/common';
import { findAccessLink, takeAccessLink, type AccessLink } from '#persistence/access-link-store.js';
import { transaction } from '#persistence/data-source.js';
import { addStaff, changeStaff, findStaff, type StaffRecord } from '#persistence/staff-store.js';
import { listUnits } from '#persistence/unit-store.js';
import type { Language } from '#web/language/language.js';
import type { Translate } from '#web/language/translations.js';
import { recordAdministration } from '../../administration/administration-record.js';
import { formErrors, type FormError } from '../../administration/form-errors.js';
import { Casework } from '../../casework.js';
import { typed } from '../../sign-in/own-path.js';
import { hashPassword } from '../../sign-in/passwords.js';
import { SignInService } from '../../sign-in/sign-in.service.js';
import { digestOfToken } from '../access-links.js';
import { recordOfAccount, type Manager } from '../account-record.js';
import { faultOfPassword, fieldOfFault } from '../password/password-rules.js';
import { firstAdministratorSchema } from './first-administrator.form.js';

/** Who holds a good link; `staff` null: the first administrator. */
export type Invited = Pick<AccessLink, 'kind'> & { staff: StaffRecord | null };

/** The person who is signed in now, what is wrong with the form, or null: the link was used in the meantime. */
export type Accepted = { staff: string } | FormError[] | null;

@Injectable()
export class Invitations {
  constructor(
    private readonly casework: Casework,
    private readonly signIns: SignInService,
  ) {}

  async find(token: string): Promise<Invited | null> {
    const { manager } = this.casework.databases.main;
    const digest = digestOfToken(token);
    const link = digest && (await findAccessLink(manager, digest, this.casework.time.now()));
    if (link === null) return null;
    if (link.staff === null) return { kind: link.kind, staff: null };
    const staff = await findStaff(manager, link.staff);
    return staff !== null && this.signIns.mayBeUsed(staff) ? { kind: link.kind, staff } : null;
  }

  async accept(
    { id, username, name, email }: StaffRecord,
    token: string,
    body: Record<string, unknown>,
    t: Translate,
  ): Promise<Accepted> {
    const faults = await this.faults(body, [username, name, email], t);
    if (faults.length > 0) return faults;
    const passwordHash = await hashPassword(typed(body['password']));
    return this.taking(token, async (manager, { kind }) => {
      await changeStaff(manager, id, { passwordHash });
      const type = kind === 'reset' ? 'AccessRegained' : 'InvitationAccepted';
      await recordOfAccount(this.casework, manager, id, { type });
      return { staff: id };
    });
  }

  /** The first administrator, of an agency in which nobody can administer. */
  async beginAgency(token: string, body: Record<string, unknown>, t: Translate): Promise<Accepted> {
    const { manager } = this.casework.databases.main;
    const parsed = firstAdministratorSchema.safeParse(body);
    const errors = parsed.success ? [] : formErrors(parsed.error, 'people', t, body);
    const known = [typed(body['username']), typed(body['name']), typed(body['email'])];
    const faults = [...errors, ...(await this.faults(body, known, t))];
    if (!parsed.success || faults.length > 0) return faults;
    const { username: id, ...person } = parsed.data;
    if ((await findStaff(manager, id)) !== null) return [{ field: 'username', text: t('people.taken') }];
    const isUnit = (await listUnits(manager)).some((one) => one.isActive && one.id === person.unit);
    if (!isUnit) return [{ field: 'unit', text: t('casework.invalid', { field: t('people.unit') }) }];
    const passwordHash = await hashPassword(typed(body['password']));
    return this.taking(token, async (within) => {
      const roles: StaffRecord['roles'] = ['administrator'];
      const createdAt = this.casework.time.now();
      const account = {
        id,
        username: id,
        roles,
        isActive: true,
        personnelRegime: 'ocsc',
        passwordHash,
        createdAt,
      };
      await addStaff(within, { ...person, ...account });
      const recorded = { staff: id, unit: person.unit, roles };
      const fact = { type: 'FirstAdministratorAdded', body: recorded } as const;
      await recordAdministration(this.casework, within, id, fact);
      await recordOfAccount(this.casework, within, id, { type: 'InvitationAccepted' });
      return { staff: id };
    });
  }

  async units(language: Language): Promise<{ value: string; text: string }[]> {
    const units = await listUnits(this.casework.databases.main.manager);
    return units
      .filter(({ isActive }) => isActive)
      .map(({ id, name }) => ({ value: id, text: name[language] }));
  }

  /** The link is used up with what it was used for, or neither is. */
  private taking(
    token: string,
    use: (manager: Manager, link: AccessLink) => Promise<{ staff: string }>,
  ): Promise<Accepted> {
    const digest = digestOfToken(token);
    return transaction(this.casework.databases.main, async (manager) => {
      const link = digest && (await takeAccessLink(manager, digest, this.casework.time.now()));
      return link === null ? null : use(manager, link);
    });
  }

  private async faults(
    body: Record<string, unknown>,
    known: readonly string[],
    t: Translate,
  ): Promise<FormError[]> {
    const fault = await faultOfPassword(typed(body['password']), typed(body['repeated']), known);
    return fault === null ? [] : [{ field: fieldOfFault(fault), text: t(`password.fault.${fault}`) }];
  }
}
