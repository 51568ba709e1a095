import type { ClockUnit } from '#domain/clock/span.js';
import { clockDefinitions } from '#domain/complaint/clockwork.js';
import { fieldErrors } from '#web/input/validated.js';
import { fieldsOf, type FormContext } from './command-fields.js';
import type { Field, FormError } from './field.js';
import { COMMAND_BODIES, type StaffCommandBody, type StaffCommandName } from './staff-command.js';

export type FormValues = Record<string, string>;

/** An action's form as it was sent: what was typed, its questions, what is wrong with it. */
export class CommandForm {
  readonly fields: Field[];

  constructor(
    readonly command: StaffCommandName,
    private readonly context: FormContext,
    readonly values: FormValues,
  ) {
    this.fields = fieldsOf(command, context);
  }

  /** The command's body, or the errors by field in the order of the form. */
  read(): { body: StaffCommandBody } | { errors: FormError[] } {
    const parsed = COMMAND_BODIES[this.command].safeParse(this.typed());
    if (parsed.success) return { body: parsed.data };
    const { t } = this.context;
    const wrong = fieldErrors(parsed.error).map(({ field, code }) => {
      const name = field.startsWith('span') ? 'amount' : (field.split('.')[0] ?? field);
      const label = this.fields.find((one) => one.name === name)?.label ?? name;
      const isMissing = code === 'required' || !this.values[name];
      const key = isMissing ? 'required' : code === 'too-long' ? 'tooLong' : 'invalid';
      return { field: name, text: t(`casework.${key}`, { field: label }) };
    });
    const order = this.fields.map(({ name }) => name);
    return { errors: wrong.sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field)) };
  }

  /** Text fields as the API's types: empty ones left out, claims as booleans, an amount as a span. */
  private typed(): Record<string, unknown> {
    const typed: Record<string, unknown> = {};
    for (const { name, choices } of this.fields) {
      const value = (this.values[name] ?? '').trim();
      if (value === '') continue;
      if (name === 'amount') typed['span'] = { amount: Number(value), unit: this.spanUnit() };
      else if (name === 'persons' || name === 'units') typed[name] = [value];
      else typed[name] = choices.some((choice) => choice.value === 'true') ? value === 'true' : value;
    }
    return typed;
  }

  private spanUnit(): ClockUnit | undefined {
    const { state, policy } = this.context;
    const clock = this.values['clock'] ?? state.extensionRequest?.clock;
    return clockDefinitions(policy, state.category).find(({ id }) => id === clock)?.extension?.atMost.unit;
  }
}
