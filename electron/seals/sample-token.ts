import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { DemoPki } from '../../shared/sealing/demo-pki.ts';
import { readPkcs12 } from '../../shared/sealing/pkcs12.ts';

/** Where Debian puts SoftHSM and OpenSC's module that writes down every call. */
const PLACES = [
  '/usr/lib/softhsm',
  '/usr/lib/x86_64-linux-gnu/softhsm',
  '/usr/lib/aarch64-linux-gnu/softhsm',
];
const SPIES = ['/usr/lib/x86_64-linux-gnu/pkcs11-spy.so', '/usr/lib/aarch64-linux-gnu/pkcs11-spy.so'];

export const SOFTHSM =
  PLACES.map((place) => join(place, 'libsofthsm2.so')).find((path) => existsSync(path)) ?? '';
export const SPY = SPIES.find((path) => existsSync(path)) ?? '';

/** Why there is no token to test with, or false. */
export function withoutToken(): string | false {
  if (!SOFTHSM) return 'no softhsm2';
  if (spawnSync('pkcs11-tool', ['--help']).error || !SPY) return 'no opensc';
  try {
    createRequire(import.meta.url)('pkcs11js');
    return false;
  } catch {
    return 'pkcs11js is not built: npm rebuild pkcs11js --ignore-scripts=false';
  }
}

/** Tokens of SoftHSM in a folder of their own. */
export interface SampleTokens {
  /** What SoftHSM must find in its environment. */
  readonly environment: { readonly SOFTHSM2_CONF: string };
  /** SoftHSM's own folder; gone, every token is. */
  readonly store: string;
  make(label: string, pin: string): void;
  /** A key and the certificates of a demonstration PKI. */
  put(label: string, pin: string, object: TokenObject): Promise<void>;
}

/** A key made elsewhere, PKCS#8 DER. */
export interface GivenKey extends Pick<DemoPki, 'certificate' | 'intermediate'> {
  readonly privateKey: Uint8Array;
}

export interface TokenObject {
  readonly pki: DemoPki | GivenKey;
  readonly name: string;
  /** Hexadecimal. */
  readonly id: string;
  readonly without?: 'certificate';
  readonly eachTime?: boolean;
}

const OFFICER = 'officer-of-the-sample';

export function openSampleTokens(folder: string): SampleTokens {
  const store = join(folder, 'tokens');
  mkdirSync(store);
  const configuration = join(folder, 'softhsm2.conf');
  writeFileSync(configuration, `directories.tokendir = ${store}\nobjectstore.backend = file\n`);
  const environment = { SOFTHSM2_CONF: configuration };
  const run = (program: string, words: readonly string[]) =>
    execFileSync(program, words, { env: { ...process.env, ...environment }, stdio: 'pipe' });
  const tool = (label: string, pin: string, words: readonly string[]) =>
    run('pkcs11-tool', ['--module', SOFTHSM, '--token-label', label, '--login', '--pin', pin, ...words]);
  return {
    environment,
    store,
    make(label, pin) {
      run('softhsm2-util', ['--init-token', '--free', '--label', label, '--pin', pin, '--so-pin', OFFICER]);
    },
    async put(label, pin, { pki, name, id, without, eachTime }) {
      const write = (file: string, bytes: Uint8Array, type: string, ...words: readonly string[]) => {
        writeFileSync(join(folder, file), bytes);
        tool(label, pin, ['--write-object', join(folder, file), '--type', type, ...words]);
      };
      const pkcs8 = Buffer.from('privateKey' in pki ? pki.privateKey : await keyOf(pki));
      // The form that pkcs11-tool reads.
      const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
      const own = key.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1';
      const der = key.export({ format: 'der', type: own });
      write(
        'key.der',
        der,
        'privkey',
        '--id',
        id,
        '--label',
        name,
        '--usage-sign',
        ...(eachTime ? ['--always-auth'] : []),
      );
      if (without === 'certificate') return;
      write('certificate.der', pki.certificate, 'cert', '--id', id, '--label', name);
      write('intermediate.der', pki.intermediate, 'cert', '--id', `f${id.slice(1)}`, '--label', 'authority');
    },
  };
}

async function keyOf(pki: DemoPki): Promise<Uint8Array> {
  const read = await readPkcs12(await pki.pkcs12('x'), 'x');
  if (!read.ok) throw new Error('the demonstration seal cannot be read');
  return read.value.privateKey;
}
