/** A sealed data key that this key does not open, now or ever: it was sealed to another one, for another purpose, or altered. */
export class DoesNotOpen extends Error {}
