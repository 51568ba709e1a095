/** Thrown by a page whose visitor has to be at another page first; answered with 303 to that path. */
export class Elsewhere extends Error {
  constructor(readonly path: string) {
    super('Elsewhere');
  }
}
