import type { DropItem } from 'react-aria-components';

/** Where the files lie that were dropped; what is no file of this machine is left out. */
export async function pathsDropped(items: readonly DropItem[]): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const item of items) {
    if (item.kind !== 'file') continue;
    const path = window.shell.pathOf(await item.getFile());
    if (path) paths.push(path);
  }
  return paths;
}
