import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { readGuide } from './renderer/help/read-guide.ts';
import { SPACES } from './renderer/spaces.ts';

/** `docs/guide/issuing.md?guide` is that guide as data: the window parses no Markdown and holds no HTML. */
const guides = {
  name: 'guides',
  load(id: string) {
    if (!id.endsWith('.md?guide')) return undefined;
    const path = id.slice(0, -'?guide'.length);
    return `export default ${JSON.stringify(readGuide(basename(path, '.md'), readFileSync(path, 'utf8')))}`;
  },
};

/** `locales/el/app.json?words` is all that the window says in Greek: one file to be waited for, not one for each space. */
const words = {
  name: 'words',
  load(id: string) {
    if (!id.endsWith('/app.json?words')) return undefined;
    const folder = dirname(id);
    const spaces = SPACES.map((space) => [
      space,
      JSON.parse(readFileSync(join(folder, `${space}.json`), 'utf8')),
    ]);
    const all = JSON.stringify(JSON.stringify(Object.fromEntries(spaces)));
    return { code: `export default JSON.parse(${all})`, moduleType: 'js' };
  },
};

interface Bundle {
  readonly [file: string]: { readonly type: string; readonly moduleIds?: readonly string[] };
}

/** Keeps which packages have gone into a bundle, for the bill of materials and the licences of the package. */
function bundled(room: string) {
  return {
    name: 'bundled',
    generateBundle(_: unknown, bundle: Bundle) {
      const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
      const folders = modules.flatMap(
        (id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll('\\', '/'))?.[0] ?? [],
      );
      const named = folders.map((folder) => relative(import.meta.dirname, folder).replaceAll('\\', '/'));
      mkdirSync('out/bundled', { recursive: true });
      writeFileSync(`out/bundled/${room}.json`, `${JSON.stringify([...new Set(named)].sort(), null, 2)}\n`);
    },
  };
}

/** Three bundles for three rooms: the machine, the one CommonJS bridge a sandboxed preload must be, and the screen. */
export default defineConfig({
  main: {
    plugins: [bundled('main')],
    build: {
      outDir: 'out/main',
      // Optional, and compiled where it is used: it stays outside the bundle.
      externalizeDeps: { include: ['pkcs11js'] },
      rollupOptions: {
        input: {
          main: 'electron/main.ts',
          worker: 'electron/worker.ts',
          'crew-member': 'electron/batch/crew-member.ts',
          reader: 'electron/reading/reader.ts',
        },
        // What the entries share lies beside them: locales/ and examples/ are two folders up from every one.
        output: { chunkFileNames: '[name].js' },
      },
    },
  },
  preload: {
    plugins: [bundled('preload')],
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: { preload: 'electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react(), guides, words, bundled('renderer')],
    // Minified: the first screen waits until all of it has been read.
    build: { outDir: 'out/renderer', minify: true, rollupOptions: { input: 'renderer/index.html' } },
  },
});
