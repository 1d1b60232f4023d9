import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { formatOfName } from '../../shared/issue/sealed-file.ts';

/** The formats that hold several seals. */
const COSIGNED = ['pdf', 'xml', 'json'] as const;
export type CosignedFormat = (typeof COSIGNED)[number];

/** The files of one credential, which bear one name but for their endings. */
export interface FileGroup {
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly format: CosignedFormat }[];
}

/** What lies at the paths, credential by credential; a folder stands for the files in it. */
export async function groupFiles(
  paths: readonly string[],
): Promise<{ readonly groups: readonly FileGroup[]; readonly passedOver: readonly string[] }> {
  const groups = new Map<string, { path: string; format: CosignedFormat }[]>();
  const passedOver: string[] = [];
  for (const path of await spread(paths)) {
    const format = formatOfName(basename(path));
    const known = COSIGNED.find((each) => each === format);
    if (known) {
      const stem = path.replace(/\.[^./\\]+$/, '');
      groups.set(stem, [...(groups.get(stem) ?? []), { path, format: known }]);
    } else if (format) passedOver.push(basename(path));
  }
  return {
    groups: [...groups].map(([stem, files]) => ({ name: basename(stem), files })),
    passedOver,
  };
}

async function spread(paths: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const folder = await stat(path).then(
      (told) => told.isDirectory(),
      () => false,
    );
    if (!folder) found.push(path);
    else found.push(...(await readdir(path)).sort().map((name) => join(path, name)));
  }
  return found;
}
