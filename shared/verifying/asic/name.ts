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

/** Every way in which a URI may name the files. */
export function byUri(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  const named = new Map<string, Uint8Array>();
  for (const [name, bytes] of files) {
    const encoded = name.split('/').map(encodeURIComponent).join('/');
    for (const uri of [name, encoded, encodeURI(name)]) named.set(uri, bytes);
  }
  // A file's own name goes before what another's could be written as.
  for (const [name, bytes] of files) named.set(name, bytes);
  return named;
}
