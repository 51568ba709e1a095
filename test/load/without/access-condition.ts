/** Everybody may read everything. */
export const readable = (): string => 'TRUE';

export class Parameters {
  readonly values: unknown[] = [];
  bind(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
