import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { readPem } from '../shared/sealing/certificate.ts';

/** The page may run what it carries and nothing else, and talk to nobody. */
const policyOf = (script: string): string =>
  [
    "default-src 'none'",
    `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}' 'wasm-unsafe-eval'`,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

const READER = 'virtual:qr-reader';

/** The reader's WebAssembly as a text, for a page that loads nothing. */
function qrReader(): Plugin {
  return {
    name: 'qr-reader',
    resolveId: (id) => (id === READER ? READER : undefined),
    load(id) {
      if (id !== READER) return undefined;
      const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
      return `export default ${JSON.stringify(readFileSync(path).toString('base64'))}`;
    },
  };
}

/** Whom an institution's copy believes: PEM files named in SEALWRIGHT_VERIFIER_TRUST, apart by a colon. */
function rootsToTrust(): readonly string[] {
  const files = (process.env.SEALWRIGHT_VERIFIER_TRUST ?? '').split(delimiter).filter(Boolean);
  return files
    .flatMap((file) => readPem(readFileSync(file)))
    .map((der) => Buffer.from(der).toString('base64'));
}

/** Puts the one script into the one page. */
function oneFile(): Plugin {
  return {
    name: 'one-file',
    enforce: 'post',
    generateBundle(_, bundle) {
      const page = bundle['index.html'];
      const [script, second] = Object.values(bundle).filter((part) => part.type === 'chunk');
      if (page?.type !== 'asset' || !script || second)
        throw new Error('one page and one script are expected');
      // Inside of a script element these two would end it or hide it (HTML clause 4.12.1.3).
      const code = script.code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
      const policy = `<meta http-equiv="Content-Security-Policy" content="${policyOf(code)}" />`;
      page.source = String(page.source)
        .replace('{"roots":[]}', () => JSON.stringify({ roots: rootsToTrust() }))
        .replace(/\s*<script type="module"[^>]*src=[^>]*><\/script>/, '')
        .replace('<meta charset="utf-8" />', () => `<meta charset="utf-8" />\n    ${policy}`)
        .replace('</body>', () => `<script type="module">${code}</script></body>`);
      delete bundle[script.fileName];
      page.fileName = 'sealwright-verifier.html';
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [qrReader(), oneFile()],
  build: {
    outDir: '../out/verifier',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: false,
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    rollupOptions: { output: { codeSplitting: false } },
  },
});
