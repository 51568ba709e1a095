/** Why the stack cannot start: one sentence that says what to do. */
export class StartRefusal extends Error {}
