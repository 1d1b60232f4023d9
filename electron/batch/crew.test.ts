import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { StudioFault } from '../../shared/problem.ts';
import { loadVocabularies } from '../../shared/vocabulary/lists.ts';
import { nodeEngine } from '../engine.ts';
import { openVault } from '../files/vault.ts';
import { openRegister } from '../register/register.ts';
import { prepareBatch } from '../studio/prepare-batch.ts';
import { SAMPLE_ROSTER, SAMPLE_TEMPLATE, testSealFor } from '../studio/trial-project.ts';
import { endThreads, engageCrew, instruct, type Services, startThreads } from './crew.ts';
import type { CrewSetup } from './crew-contract.ts';
import { type BatchRun, type RowResult, runBatch } from './run.ts';

const root = mkdtempSync(join(tmpdir(), 'sealwright-crew-'));
after(() => rmSync(root, { recursive: true, force: true }));
let batches = 0;

/** 60 learners; the twentieth has a letter that no face has, which only shows when the page is laid out. */
function rosterOf(folder: string): string {
  const [head, ...rows] = readFileSync(SAMPLE_ROSTER, 'utf8').trim().split('\n');
  const sixty = rows.slice(0, 60);
  const [number, given, ...rest] = (sixty[19] ?? '').split(';');
  sixty[19] = [number, `${given} 漢`, ...rest].join(';');
  const path = join(folder, 'roster.csv');
  writeFileSync(path, `${[head, ...sixty].join('\n')}\n`);
  return path;
}

async function issue(over: (setup: CrewSetup, services: Services) => [CrewSetup, Services]) {
  const folder = mkdtempSync(join(root, `${++batches}-`));
  const made = await testSealFor(SAMPLE_TEMPLATE, join(folder, 'seal'), 'P-256', new Date());
  assert.ok(made.ok);
  const prepared = await prepareBatch(
    {
      template: SAMPLE_TEMPLATE,
      roster: rosterOf(folder),
      ...{ seal: made.value.seal, password: made.value.password, out: folder, dryRun: false },
      exports: ['pdf', 'elmo', 'vc-jwt'],
    },
    nodeEngine,
    new Date(),
    loadVocabularies,
  );
  assert.ok(prepared.ok);
  const { making, sealing, template, recipients, issuer, test: trial, press, close } = prepared.value;
  const register = openRegister(join(folder, 'register.sqlite'), { create: true });
  const vault = await openVault(join(folder, 'credentials'), register.id);
  const [setup, serving] = over(making, {
    sign: sealing.seal.sign,
    stamp: () => Promise.reject(new Error('nobody asked for time')),
  });
  const crew = engageCrew(
    { folder: vault.folder, registerId: register.id },
    serving,
    instruct(startThreads(2), setup),
  );
  const results: RowResult[] = [];
  let fault: unknown;
  const id = randomUUID();
  const run: BatchRun = {
    ...{ id, template, recipients, issuer, test: trial, press, register, vault, crew },
    signal: new AbortController().signal,
    now: () => new Date(),
    newId: () => `urn:uuid:${randomUUID()}`,
    inFlight: crew.capacity,
  };
  register.openBatch({
    id,
    ...{ templateId: template.id, templateVersion: template.version, rosterName: '', rows: 60 },
    ...{ templateSha256: '', rosterSha256: '', certificateSha256: '', startedAt: '2026-07-01T08:00:00Z' },
  });
  try {
    await runBatch(run, (result) => results.push(result));
  } catch (cause) {
    fault = cause;
  } finally {
    await crew.close();
    close();
  }
  const { entries } = register.find({ search: '', offset: 0, limit: 1000 });
  assert.equal(register.checkChain().holds, true);
  for (const file of entries.flatMap((entry) => entry.files)) {
    const bytes = readFileSync(join(vault.folder, file.name));
    assert.equal(createHash('sha256').update(bytes).digest('hex'), file.sha256);
  }
  register.close();
  return { results, serials: entries.map((entry) => Number(entry.serial.slice(-5))).reverse(), fault };
}

test('a crew makes what one alone would: refused rows take no number, all others are in the order of the roster', async () => {
  const { results, serials, fault } = await issue((setup, services) => [setup, services]);
  assert.equal(fault, undefined);
  assert.deepEqual(
    results.flatMap((result) =>
      result.ending === 'refused' ? [[result.row, result.problems[0]?.code]] : [],
    ),
    [[21, 'row.letter-missing']],
  );
  assert.deepEqual(
    serials,
    Array.from({ length: 59 }, (_, at) => at + 1),
  );
});

test('a key that stays with its owner signs for all; when it breaks off the run stops with the fault’s own name', async () => {
  let signatures = 0;
  const { fault, serials } = await issue(({ key: _, ...setup }, services) => [
    setup,
    {
      ...services,
      sign: async (bytes) => {
        if (++signatures > 150) throw new StudioFault('seal.unavailable', { reason: 'CKR_DEVICE_REMOVED' });
        return await services.sign(bytes);
      },
    },
  ]);
  assert.ok(fault instanceof StudioFault);
  assert.equal(fault.code, 'seal.unavailable');
  assert.equal(fault.facts.reason, 'CKR_DEVICE_REMOVED');
  assert.deepEqual(
    serials,
    serials.map((_, at) => at + 1),
  );
});

test('threads that turn out not to be needed end without having been told what to make', async () => {
  const threads = startThreads(2);
  await endThreads(threads);
  assert.deepEqual(
    threads.map(({ worker }) => worker.threadId),
    [-1, -1],
  );
});
