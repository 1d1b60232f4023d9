import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioFault } from '../../shared/problem.ts';
import { writePem } from '../../shared/sealing/certificate.ts';
import { type DemoOrganisation, makeDemoPki } from '../../shared/sealing/demo-pki.ts';
import type { DemoKeyKind } from '../../shared/sealing/demo-pki-key.ts';
import { nodeEngine } from '../engine.ts';

export interface DemoSealOrder {
  readonly at: Date;
  readonly password: string;
  /** P-256 when untold. */
  readonly key?: DemoKeyKind;
  readonly organisation: DemoOrganisation;
}

/** Paths of what was written. */
export interface DemoSeal {
  /** PKCS#12. */
  readonly seal: string;
  /** PEM. */
  readonly root: string;
  readonly intermediate: string;
  /** DER. */
  readonly crls: readonly string[];
}

/**
 * Makes an e-seal for trying out in `folder`, in place of the one that may lie there.
 * @throws StudioFault `file.not-writable`
 */
export async function makeDemoSeal(folder: string, order: DemoSealOrder): Promise<DemoSeal> {
  const { at, key = 'P-256', organisation, password } = order;
  const pki = await makeDemoPki({ engine: nodeEngine, at, key, organisation });
  const paths = {
    seal: join(folder, 'demo-seal.p12'),
    root: join(folder, 'demo-root.pem'),
    intermediate: join(folder, 'demo-intermediate.pem'),
    crls: [join(folder, 'demo-root.crl'), join(folder, 'demo-intermediate.crl')],
  };
  const pkcs12 = await pki.pkcs12(password);
  try {
    await mkdir(folder, { recursive: true });
    // A mode is given to new files only.
    await rm(paths.seal, { force: true });
    await writeFile(paths.seal, pkcs12, { mode: 0o600, flag: 'wx' });
    await writeFile(paths.root, writePem(pki.root));
    await writeFile(paths.intermediate, writePem(pki.intermediate));
    for (const [index, path] of paths.crls.entries()) await writeFile(path, pki.crls[index] ?? '');
  } catch (cause) {
    throw new StudioFault('file.not-writable', { file: folder }, { cause });
  }
  return paths;
}
