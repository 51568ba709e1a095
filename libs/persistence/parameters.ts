/** Values for a parametrised query: `bind` stores one and returns its placeholder. */
export class Parameters {
  readonly values: unknown[] = [];
  bind(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
