import { register } from 'node:module';

/** Preloaded into the processes of a copy of the stack that neither seals nor checks for conflicts. */
register('./replace.js', import.meta.url);
