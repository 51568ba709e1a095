/** A path of this site; anything else would make a page that leads on a way to send people elsewhere. */
export const ownPath = (to: unknown): string =>
  typeof to === 'string' && /^\/(?![/\\])[\w\-./?=&%]*$/.test(to) ? to : '/';

/** What a field of a form holds; none holds a list. */
export const typed = (value: unknown): string => (typeof value === 'string' ? value : '');
