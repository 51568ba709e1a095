import type { StaffProtectionCommandName } from '#domain/protection/acts.js';
import type { PostedForm } from '#web/complaint/posted-form.js';
import { textOf } from '#web/complaint/posted-form.js';
import { fieldErrors } from '#web/input/validated.js';
import type { Field, FormError } from '../../commands/field.js';
import { withDays } from '../../staff-access/typed-days.form.js';
import { PROTECTION_BODIES, PROTECTION_TARGET, type ProtectionBody } from './protection-command.js';
import { protectionFields, type ProtectionFormContext } from './protection-fields.js';

export const DAYS = ['until'];

/** An action's form as it was sent: what was typed, its questions, what is wrong with it. */
export class ProtectionCommandForm {
  readonly fields: Field[];
  /** What the action is about, where there may be several. */
  readonly target: { name: string; value: number } | null;

  constructor(
    readonly command: StaffProtectionCommandName,
    private readonly context: ProtectionFormContext,
    readonly values: PostedForm,
  ) {
    this.fields = protectionFields(command, context);
    const name = PROTECTION_TARGET[command];
    const value = name === undefined ? '' : textOf(values, name);
    this.target = name === undefined ? null : { name, value: /^\d{1,5}$/.test(value) ? Number(value) : 0 };
  }

  /** The command's body, or the errors by field in the order of the form. */
  read(): { body: ProtectionBody } | { errors: FormError[] } {
    const typed = this.typed();
    const parsed = PROTECTION_BODIES[this.command].safeParse(typed);
    if (parsed.success) return { body: parsed.data };
    const { t } = this.context;
    const errors = fieldErrors(parsed.error).map(({ field, code }) => {
      const name = field.split('.')[0] ?? field;
      const label = this.fields.find((one) => one.name === name)?.label ?? name;
      const isMissing = code === 'required' || !(name in typed);
      const key = isMissing ? 'required' : code === 'too-long' ? 'tooLong' : 'invalid';
      return { field: name, text: t(`casework.${key}`, { field: label }) };
    });
    const order = this.fields.map(({ name }) => name);
    return { errors: errors.sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field)) };
  }

  /** Text fields as the API's types: empty ones left out, claims as booleans, numbers as numbers. */
  private typed(): Record<string, unknown> {
    const form = withDays(this.values, DAYS);
    const typed: Record<string, unknown> = (this.target && { [this.target.name]: this.target.value }) || {};
    for (const { name, kind, choices } of this.fields) {
      if (kind === 'checkboxes') {
        typed[name] = [form[name] ?? []].flat();
        continue;
      }
      const value = textOf(form, name).trim();
      if (value === '') continue;
      if (kind === 'line') typed[name] = Number(value);
      else typed[name] = choices.some((choice) => choice.value === 'true') ? value === 'true' : value;
    }
    return typed;
  }
}
