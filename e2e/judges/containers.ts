import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { nodeEngine } from '../../electron/engine.ts';
import { makeDemoPki } from '../../shared/sealing/demo-pki.ts';
import { verifyContainer } from '../../shared/verifying/asic/verify.ts';
import { prepareTrust, type Trust } from '../../shared/verifying/trust.ts';
import { type Trial, timedTrial } from './hearing.ts';
import { missingJava, runJavaClass } from './java.ts';

const PASSWORD = 'containers';
const ORGANISATION = { name: 'Hochschule für Öl & Gas', identifier: 'VATDE-000000042', country: 'DE' };
const FILES = {
  'Zeugnis – Ölförderung.txt': 'sealed together',
  'second.json': '{"sealed":"with the first"}',
};

/**
 * ASiC-E and ASiC-S containers, by XAdES and CAdES and with two seals, as EU DSS makes them: our verifier passes each, and
 * none of which a data file was changed. DSS judges ours among the batch records.
 */
export const containers: Trial = {
  name: 'Containers',
  missing: missingJava,
  async *hear(scratch) {
    const folder = join(scratch, 'containers');
    const out = join(folder, 'made');
    await mkdir(out, { recursive: true });
    const pki = await makeDemoPki({
      ...{ engine: nodeEngine, at: new Date(), key: 'P-256', organisation: ORGANISATION },
    });
    await writeFile(join(folder, 'seal.p12'), await pki.pkcs12(PASSWORD));
    const files = Object.entries(FILES).map(([name, text]) => ({ path: join(folder, name), text }));
    for (const { path, text } of files) await writeFile(path, text);
    const paths = files.map(({ path }) => path);
    const args = [join(folder, 'seal.p12'), out, ...paths];
    const { code, err } = await runJavaClass('judges.Containers', args, `${PASSWORD}\n`);
    if (code !== 0) throw new Error(err);
    const trust = prepareTrust({ roots: [pki.root] });
    const made = (await readdir(out)).map((name) => join(out, name));
    yield await timedTrial('sealwright verify', 'containers by DSS', async (failures) => {
      for (const path of made) {
        const answer = await answerOf(await readFile(path), trust);
        if (answer !== 'TOTAL-PASSED passed') failures.push(`${path}: ${answer}`);
      }
      return made.length - failures.length;
    });
    yield await timedTrial('sealwright verify', 'one file changed', async (failures) => {
      for (const path of made) {
        const answer = await answerOf(changed(await readFile(path)), trust);
        if (answer !== 'TOTAL-FAILED digest-differs') failures.push(`${path}: ${answer}`);
      }
      return made.length - failures.length;
    });
  },
};

async function answerOf(bytes: Uint8Array, trust: Trust): Promise<string> {
  const verdict = await verifyContainer(new Uint8Array(bytes), trust, new Date(), nodeEngine);
  return verdict ? `${verdict.indication} ${verdict.reason}` : 'no container';
}

function changed(container: Uint8Array): Uint8Array {
  const parts = unzipSync(container);
  const name = Object.keys(parts).find((each) => each !== 'mimetype' && !each.startsWith('META-INF/'));
  const content = name === undefined ? undefined : parts[name];
  if (name === undefined || !content) throw new Error('a container without data');
  return zipSync({ ...parts, [name]: content.map((byte, at) => (at === 0 ? byte ^ 1 : byte)) });
}
