/** electron-builder.yml held against the packer's own schema: a misspelt option would be an option that nobody has set. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { Ajv } from 'ajv';

const require = createRequire(import.meta.url);
const { load } = require('js-yaml') as { load(text: string): Config };
const schema = JSON.parse(readFileSync('node_modules/app-builder-lib/scheme.json', 'utf8')) as object;
const fits = new Ajv({ strict: false, allowUnionTypes: true }).compile<Config>(schema);
const config = load(readFileSync('electron-builder.yml', 'utf8'));

interface Config {
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly nsis: Readonly<Record<string, unknown>>;
  readonly mac: { readonly entitlements: string; readonly hardenedRuntime: boolean };
  readonly fileAssociations: readonly { readonly ext: string; readonly mimeType?: string }[];
}

test('every option is one that the packer knows, fuses and NSIS included', () => {
  assert.ok(fits(config), JSON.stringify(fits.errors));
  assert.equal(fits({ ...config, nsis: { ...config.nsis, perMachin: true } }), false);
  assert.equal(fits({ ...config, electronFuses: { ...config.electronFuses, runAsNod: false } }), false);
});

test('what the installers of Windows and macOS name is there', () => {
  assert.ok(existsSync(config.mac.entitlements));
  assert.equal(config.mac.hardenedRuntime, true);
  // Linux desktops know a kind of file by its MIME type alone.
  for (const { ext, mimeType } of config.fileAssociations) assert.ok(mimeType, ext);
});
