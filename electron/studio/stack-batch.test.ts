import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { BatchOrder, BatchSummary } from '../../shared/desk/batch.ts';
import { askHere } from '../port.ts';
import { openRegister } from '../register/register.ts';
import { makeDemoSeal } from '../seals/demo-seal.ts';
import { openStudio } from '../studio.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/stack/', import.meta.url));
const COURSES = ['sampling-coastal-waters', 'reading-satellite-images', 'publishing-open-data'];
const PASSWORD = 'stack';
/** Halcyon University, whose register it is, and the institute whose credentials learners bring along. */
const HALCYON = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
const MARINA = { name: 'Marina Institute', identifier: 'VATPT-599999999', country: 'PT' };

const root = mkdtempSync(join(tmpdir(), 'sealwright-stack-'));
after(() => rmSync(root, { recursive: true, force: true }));
const at = (...path: string[]) => join(root, ...path);
const ask = askHere(openStudio(() => {}));

async function issue(
  order: Pick<BatchOrder, 'template' | 'roster'> & Partial<BatchOrder>,
): Promise<BatchSummary> {
  const told = { seal: at('halcyon/demo-seal.p12'), password: PASSWORD, out: at('out'), dryRun: false };
  const reply = await ask('batch.issue', { ...told, ...order });
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply.value;
}

const example = (name: string) => ({
  template: join(EXAMPLE, `${name}.json`),
  roster: join(EXAMPLE, `${name}.csv`),
});
const certificate = example('coastal-observation');
const codes = ({ refusals }: BatchSummary) =>
  refusals.map(({ row, problems }) => [row, ...problems.map(({ code }) => code)]);

interface Node {
  readonly id: string;
  readonly hasPart?: readonly Node[];
  readonly identifier?: { readonly notation: string } | readonly { readonly notation: string }[];
}

/** The one claim of the European Digital Credential of this serial. */
function claimOf(serial: string): Node & Readonly<Record<string, unknown>> {
  const name = readdirSync(at('out/credentials')).find(
    (file) => file.startsWith(serial) && file.endsWith('.json'),
  );
  const sealed = JSON.parse(readFileSync(at('out/credentials', name ?? ''), 'utf8')) as { payload: string };
  const payload = JSON.parse(Buffer.from(sealed.payload, 'base64url').toString());
  return [payload.credentialSubject.hasClaim].flat()[0];
}

/** A copy of an example, changed. */
function variant(name: string, file: string, change: (template: Record<string, unknown>) => object): string {
  const template = JSON.parse(readFileSync(join(EXAMPLE, `${name}.json`), 'utf8'));
  writeFileSync(at(file), JSON.stringify({ ...template, ...change(template) }));
  return at(file);
}

function roster(file: string, ...rows: readonly string[]): string {
  writeFileSync(
    at(file),
    `${['Student number;Given name;Family name;Date of birth;Award date', ...rows].join('\n')}\n`,
  );
  return at(file);
}

suite('a certificate made of courses', () => {
  before(async () => {
    const made = { at: new Date(), password: PASSWORD };
    await makeDemoSeal(at('halcyon'), { ...made, organisation: HALCYON });
    await makeDemoSeal(at('marina'), { ...made, organisation: MARINA });
    for (const course of COURSES) {
      const { refusals } = await issue(example(course));
      assert.deepEqual(refusals, []);
    }
    // The institute knows José María by a number of its own.
    const law = variant('publishing-open-data', 'law.json', (template) => ({
      id: 'https://marina.example/id/courses/coastal-law',
      serialPattern: 'MAR-{year}-{number:5}',
      awardingBody: {
        ...(template.awardingBody as object),
        id: 'https://marina.example/id',
        legalName: { en: 'Marina Institute', el: 'Ινστιτούτο Μαρίνα' },
        eidasIdentifier: MARINA.identifier,
        country: {
          uri: 'http://publications.europa.eu/resource/authority/country/PRT',
          scheme: 'http://publications.europa.eu/resource/authority/country',
          label: { en: 'Portugal', el: 'Πορτογαλία' },
        },
      },
    }));
    const pupils = roster(
      'law.csv',
      'M-7;José María;Ibáñez;1999-09-09;2025-03-31',
      'M-8;Jose;Other;1999-09-09;2025-03-31',
    );
    const seal = at('marina/demo-seal.p12');
    const { refusals } = await issue({
      template: law,
      roster: pupils,
      seal,
      out: at('marina/out'),
      exports: ['edc', 'vc-jwt'],
    });
    assert.deepEqual(refusals, []);
  });

  const ROWS = { complete: [2, 3, 4, 5], withoutElective: 6, withoutMost: 7 };

  test('a dry run tells who lacks what, and writes nothing', async () => {
    const told = await issue({ ...certificate, dryRun: true });
    assert.equal(told.issued, 4);
    assert.deepEqual(codes(told), [
      [
        ROWS.withoutElective,
        'stack.electives-too-few',
        'stack.elective-credits-too-few',
        'stack.credits-too-few',
      ],
      [
        ROWS.withoutMost,
        ...[
          'stack.part-missing',
          'stack.electives-too-few',
          'stack.elective-credits-too-few',
          'stack.credits-too-few',
        ],
      ],
    ]);
    const register = openRegister(at('out/register.sqlite'), { create: false });
    assert.equal(register.count(), 15);
    register.close();
  });

  test('a presented file of another issuer counts only when it is proven and its root is trusted', async () => {
    const parts = [at('marina/out/credentials')];
    const unknown = await issue({ ...certificate, parts, dryRun: true });
    assert.equal(unknown.issued, 4);
    assert.deepEqual(
      unknown.notices.flatMap(({ code, facts }) => (code === 'stack.file-unproven' ? [facts?.reason] : [])),
      // Two learners, the European and the Verifiable Credential of each.
      Array(4).fill('NO_CERTIFICATE_CHAIN_FOUND'),
    );
    const trust = [at('marina/demo-root.pem')];
    const known = await issue({ ...certificate, parts, trust, dryRun: true });
    assert.equal(known.issued, 5);
    assert.deepEqual(
      known.refusals.map(({ row }) => row),
      [ROWS.withoutMost],
    );
    assert.deepEqual(
      known.notices.filter(({ code }) => code.startsWith('stack.')),
      [],
    );
  });

  test('parts out of the register and presented ones are added up, linked, and counted', async () => {
    const parts = [at('marina/out/credentials')];
    const trust = [at('marina/demo-root.pem')];
    const told = await issue({ ...certificate, parts, trust });
    assert.equal(told.issued, 5);
    const year = new Date().getUTCFullYear();
    const home = claimOf(`HAL-CCO-${year}-00001`);
    assert.equal(home.hasPart?.length, 3);
    const abroad = claimOf(`HAL-CCO-${year}-00005`);
    const register = openRegister(at('out/register.sqlite'), { create: false });
    const ids =
      abroad.hasPart?.flatMap((part) => [part.identifier ?? []].flat().map(({ notation }) => notation)) ?? [];
    const law = ids.find(
      (id) => id.startsWith('urn:uuid:') && register.usedIn(id, 'micro-credential') !== undefined,
    );
    assert.equal(register.usedIn(law ?? '', 'micro-credential'), `HAL-CCO-${year}-00005`);
    assert.match(JSON.stringify(abroad.hasPart), /Marina Institute/);
    // 50 + 52 + 25 hours; 2 + 2 + 1 credits.
    assert.match(JSON.stringify(abroad), /"PT127H"/);
    assert.deepEqual(register.checkChain(), { entries: 20, holds: true });
    register.close();
  });

  test('no part counts twice: not for another edition, not for another number of the learner', async () => {
    const again = variant('coastal-observation', 'again.json', () => ({ version: 2 }));
    const second = await issue({ ...certificate, template: again });
    assert.equal(second.issued, 0);
    for (const { row, problems } of second.refusals.filter(({ row }) => ROWS.complete.includes(row))) {
      const used = problems.filter(({ code }) => code === 'stack.part-used');
      assert.equal(used.length, 3, `row ${row}`);
      assert.match(String(used[0]?.facts?.serial), /^HAL-CCO-/);
    }

    // The same person under another number, in another roster: the file is theirs, and spent.
    const lone = variant('coastal-observation', 'lone.json', ({ stack }) => ({
      version: 3,
      stack: { ...(stack as object), required: [], minEcts: 1 },
    }));
    const parts = [at('marina/out/credentials')];
    const trust = [at('marina/demo-root.pem')];
    const first = roster('first.csv', 'K8001;Jose;Other;1999-09-09;2025-06-27');
    const other = roster('other.csv', 'K8002;Jose;Other;1999-09-09;2025-06-27');
    assert.equal((await issue({ template: lone, roster: first, parts, trust })).issued, 1);
    const third = await issue({ template: lone, roster: other, parts, trust });
    assert.equal(third.issued, 0);
    assert.equal(codes(third)[0]?.at(-1), 'stack.part-used');
  });

  test('a file that is not what the register entered is refused and named', async () => {
    const [, , open] = COURSES;
    const one = roster('changed.csv', 'K3001;Ivo;Kos;1991-01-01;2025-05-30');
    await issue({ template: join(EXAMPLE, `${open}.json`), roster: one });
    const name = readdirSync(at('out/credentials')).filter((file) => /ivo/i.test(file));
    assert.ok(name.length >= 3);
    for (const file of name.filter((each) => /\.(?:json|pdf)$/.test(each))) {
      writeFileSync(at('out/credentials', file), readFileSync(at('out/credentials', file)).subarray(0, -1));
    }
    const lone = variant('coastal-observation', 'open.json', ({ stack }) => {
      const { electives } = stack as { electives: readonly object[] };
      return { version: 4, stack: { required: [], electives } };
    });
    const told = await issue({ template: lone, roster: one });
    assert.deepEqual(codes(told)[0]?.slice(-1), ['stack.file-missing']);
    assert.ok(existsSync(at('out/register.sqlite')));
  });
});
