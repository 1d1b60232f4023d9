import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { checkExport, EXPORT_SCHEMA, type ExportLine } from '../../shared/audit/export.ts';
import type { AuditExportOrder, AuditReport, ExportQuestion } from '../../shared/desk/register.ts';
import type { Engine } from '../../shared/engine.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { diskFault } from '../files/vault.ts';
import { openSharedRegister } from '../postgres/open-shared.ts';
import { ofEach } from '../register/audit.ts';
import { brokenSeal, PARTS, standing } from './audit.ts';
import { LARGEST_CERTIFICATE_FILE, readAll } from './certificate-files.ts';
import { instant } from './prepare-batch.ts';

/**
 * Writes the chains and seals of a register, line by line. Problem: `file.not-writable` when something stands there.
 * @throws StudioFault when the disk fails.
 */
export async function exportAudit(
  { register: path, out }: AuditExportOrder,
  at: Date,
): Promise<Outcome<null>> {
  if (existsSync(out)) return refused({ code: 'file.not-writable', where: { file: out } });
  const register = await openSharedRegister(path);
  try {
    const file = createWriteStream(out, { flags: 'wx' });
    const failed = once(file, 'error').then(([cause]) => Promise.reject(cause));
    failed.catch(() => {});
    const write = async (line: ExportLine): Promise<void> => {
      if (!file.write(`${JSON.stringify(line)}\n`)) await Promise.race([once(file, 'drain'), failed]);
    };
    await write({ schema: EXPORT_SCHEMA, register: register.id, at: instant(at) });
    const { heads } = await register.auditChain();
    for await (const link of register.chainLinks()) await write(link);
    for (const { number, at: sealedAt, jws } of await register.auditSeals()) {
      await write({ seal: number, at: sealedAt, jws });
    }
    await write({ end: ofEach((name) => heads[name].count) });
    file.end();
    await Promise.race([once(file, 'close'), failed]);
    return done(null);
  } catch (cause) {
    throw diskFault(out, cause);
  } finally {
    await register.close();
  }
}

/** Holds an exported file against itself and its seals. Problem: `file.unreadable` for a file that is none. */
export async function verifyExport(
  { file, trust, kept }: ExportQuestion,
  engine: Engine,
): Promise<Outcome<AuditReport>> {
  const roots = await readAll(trust, 'CERTIFICATE', LARGEST_CERTIFICATE_FILE);
  if (!roots.ok) return roots;
  const lines: string[] = [];
  try {
    for await (const line of createInterface({ input: createReadStream(file) })) lines.push(line);
  } catch {
    return refused({ code: 'file.unreadable', where: { file } });
  }
  const checked = checkExport(lines, engine);
  if (!checked) return refused({ code: 'file.unreadable', where: { file } });
  const { hashes, seals, broken } = checked;
  const told = { ...ofEach((name) => hashes[name].length), ...standing(seals, hashes, engine) };
  const wrong = broken
    ? { what: PARTS[broken.chain], number: broken.number }
    : await brokenSeal(seals, checked, { roots: roots.value, kept }, engine);
  return done({ ...told, holds: wrong === undefined, ...(wrong && { broken: wrong }) });
}
