/*
 * What makes a program of an SVG (SVG 2 clauses 5.9 and 15), or has whoever opens it fetch something: learners put their badges on
 * pages of others, where it would run in those pages' name.
 */

const PROGRAMS: ReadonlySet<string> = new Set([
  ...['script', 'handler', 'listener', 'foreignobject', 'iframe', 'embed', 'object', 'audio', 'video'],
]);
/** They change what another attribute says, after it has been looked at. */
const ANIMATIONS: ReadonlySet<string> = new Set(['set', 'animate', 'animatemotion', 'animatetransform']);

interface Tag {
  readonly local: string;
  readonly attributes: Readonly<Record<string, { readonly local: string; readonly value: string }>>;
}

export function isActive({ local, attributes }: Tag): boolean {
  const name = local.toLowerCase();
  if (PROGRAMS.has(name)) return true;
  return Object.values(attributes).some(({ local: key, value }) => {
    if (/^on/i.test(key)) return true;
    if (/^(?:href|src)$/i.test(key)) return !isInside(value);
    if (ANIMATIONS.has(name) && /^attributename$/i.test(key))
      return /^(?:xlink:)?href$|^on/i.test(value.trim());
    return fetches(value);
  });
}

/** Whether a style sheet or a value names anything that lies elsewhere. */
export function fetches(style: string): boolean {
  // An escape could hide either word from whoever only looks for it.
  if (/@import|\\/i.test(style)) return true;
  return [...style.matchAll(/url\(\s*["']?([^"')]*)/gi)].some(([, address = '']) => !isInside(address));
}

function isInside(address: string): boolean {
  return /^(?:#|data:image\/(?:png|jpeg|gif|webp);)/i.test(address.trim());
}
