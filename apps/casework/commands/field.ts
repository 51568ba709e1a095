export interface Choice {
  value: string;
  text: string;
  hint?: { text: string };
}

/** One question of an action's form. */
export interface Field {
  name: string;
  kind: 'words' | 'radios' | 'checkboxes' | 'select' | 'day' | 'line';
  label: string;
  hint: string;
  isOptional: boolean;
  choices: Choice[];
}

export interface FormError {
  field: string;
  text: string;
}
