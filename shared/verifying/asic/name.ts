/**
 * The file of a container that a URI names (ETSI EN 319 162-1 annex A.5: relative to the container's root, percent-encoded as
 * RFC 3986 has it); undefined for whatever names none of them.
 */
export function fileNamed(uri: string, files: ReadonlyMap<string, Uint8Array>): string | undefined {
  if (files.has(uri)) return uri;
  const relative = uri.replace(/^\.?\//, '');
  if (files.has(relative)) return relative;
  try {
    const decoded = decodeURIComponent(relative);
    return files.has(decoded) ? decoded : undefined;
  } catch {
    return undefined;
  }
}

/** The files by every URI that may name them: EU DSS, for one, encodes a space and leaves letters beyond ASCII as they are. */
export function byUri(files: ReadonlyMap<string, Uint8Array>) {
  return { get: (uri: string) => files.get(fileNamed(uri, files) ?? uri) };
}
