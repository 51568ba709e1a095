import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { listStaff } from '#persistence/staff-store.js';
import { listUnits, saveUnit, type UnitRecord } from '#persistence/unit-store.js';
import { plainText } from '#web/input/plain-text.schema.js';
import type { PageLocals } from '#web/page-locals.js';
import { Casework } from '../../casework.js';
import { OpenTo } from '../../staff-access/open-to.js';
import { By, type SignedIn } from '../../staff-access/signed-in.js';
import { administer } from '../administration-record.js';
import { formErrors, type FormError } from '../form-errors.js';

const schema = z.object({
  id: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9-]{1,40}$/),
  nameTh: plainText(200),
  nameEn: plainText(200),
  parent: z.string().transform((text) => (text === '' ? null : text)),
  isActive: z
    .string()
    .optional()
    .transform((text) => text === 'yes'),
});

/** Whether hanging the unit under `parent` would make a circle. */
function isBelowItself(units: readonly UnitRecord[], id: string, parent: string | null): boolean {
  const seen = new Set<string>();
  for (let at = parent; at !== null && !seen.has(at);) {
    if (at === id) return true;
    seen.add(at);
    at = units.find((unit) => unit.id === at)?.parent ?? null;
  }
  return false;
}

@Controller('administration/units')
@OpenTo('administrator')
export class UnitsController {
  constructor(private readonly casework: Casework) {}

  @Get()
  page(@Res() response: Response): Promise<void> {
    return this.show(response, { values: { isActive: 'yes' }, errors: [] });
  }

  @Post()
  async save(
    @By() { staff }: SignedIn,
    @Body() body: Record<string, string>,
    @Res() response: Response,
  ): Promise<void> {
    const { t } = response.locals as PageLocals;
    const again = (errors: FormError[]): Promise<void> =>
      this.show(response.status(400), { values: body, errors });
    const parsed = schema.safeParse(body);
    if (!parsed.success) return again(formErrors(parsed.error, 'units', t, body));
    const { id, nameTh, nameEn, parent, isActive } = parsed.data;
    const units = await listUnits(this.casework.databases.main.manager);
    const above = units.find((unit) => unit.id === parent);
    const isPossibleParent = parent === null || (above !== undefined && (above.isActive || !isActive));
    if (!isPossibleParent || isBelowItself(units, id, parent))
      return again([{ field: 'parent', text: t('units.badParent') }]);
    if (!isActive) {
      const inUse = await this.usersOf(id, units);
      if (inUse !== null) return again([{ field: 'isActive', text: t(`units.${inUse}`) }]);
    }
    const unit = { id, name: { th: nameTh, en: nameEn }, parent, isActive };
    await administer(this.casework, staff.id, { type: 'UnitSaved', body: unit }, (manager) =>
      saveUnit(manager, unit),
    );
    response.redirect(303, '/administration/units');
  }

  /** What still needs the unit: people who work there, or a unit below it. */
  private async usersOf(id: string, units: readonly UnitRecord[]): Promise<'staffed' | 'hasUnits' | null> {
    const staff = await listStaff(this.casework.databases.main.manager);
    if (staff.some((person) => person.unit === id && person.isActive)) return 'staffed';
    return units.some((unit) => unit.parent === id && unit.isActive) ? 'hasUnits' : null;
  }

  private async show(
    response: Response,
    form: { values: Record<string, string>; errors: FormError[] },
  ): Promise<void> {
    const { language } = response.locals as PageLocals;
    const units = await listUnits(this.casework.databases.main.manager);
    const nameOf = (id: string | null): string => units.find((unit) => unit.id === id)?.name[language] ?? '';
    response.render('administration/units/units', {
      ...form,
      units: units.map((unit) => ({ ...unit, shown: unit.name[language], parentName: nameOf(unit.parent) })),
    });
  }
}
