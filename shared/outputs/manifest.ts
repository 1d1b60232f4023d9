/** One file that was handed out. */
export interface ManifestFile {
  /** From the folder or archive that the manifest lies in, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly serial: string;
  /** Of `SEALED_FORMATS`; untold for an archive of several. */
  readonly format?: string;
}

/** `sealwright-manifest/1`: `schema`, `batch` and `files`. UTF-8, a file a line. */
export function writeManifest(batch: string, files: readonly ManifestFile[]): Uint8Array {
  const lines = files.map((file) => `\n${JSON.stringify(file)}`).join(',');
  return new TextEncoder().encode(
    `{"schema":"sealwright-manifest/1","batch":${JSON.stringify(batch)},"files":[${lines}\n]}\n`,
  );
}

/** As `sha256sum --check` reads it (GNU coreutils); names have no line breaks and no backslashes. */
export function writeSums(files: readonly ManifestFile[]): Uint8Array {
  return new TextEncoder().encode(files.map(({ sha256, path }) => `${sha256}  ${path}\n`).join(''));
}
