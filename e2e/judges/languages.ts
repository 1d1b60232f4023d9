import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askHere } from '../../electron/port.ts';
import { makeDemoSeal } from '../../electron/seals/demo-seal.ts';
import { openStudio } from '../../electron/studio.ts';
import { galleryTemplate } from '../../shared/gallery/gallery.ts';
import { CONTENT_LANGUAGES, type Language } from '../../shared/language.ts';
import { openBatch } from './batch.ts';
import { facts } from './facts.ts';
import type { Judge } from './finding.ts';
import { hear, type Trial } from './hearing.ts';

const ROSTER = join(import.meta.dirname, '../../examples/university/roster.csv');
const HALCYON = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
const PASSWORD = 'languages';
/** Every form that says the facts in words, one of each seal. */
const EXPORTS = ['pdf', 'elmo', 'edc', 'vc-jwt', 'open-badge', 'clr', 'sd-jwt'] as const;

const inEveryLanguage: Judge = { ...facts, name: 'facts, every language' };

/**
 * The 200 learners of the example, whose names use every letter of the 24 languages, each with a credential whose primary
 * language is another of the 27's turn: every form of it says what the summary says, as the demo's must in its three.
 */
export const languages: Trial = {
  name: inEveryLanguage.name,
  missing: () => facts.missing(),
  async *hear(scratch) {
    const folder = join(scratch, 'languages');
    const seal = await makeDemoSeal(join(folder, 'seal'), {
      at: new Date(),
      password: PASSWORD,
      organisation: HALCYON,
    });
    const [heading = '', ...learners] = (await readFile(ROSTER, 'utf8')).trim().split('\n');
    const out = join(folder, 'out');
    await mkdir(out, { recursive: true });
    const ask = askHere(openStudio(() => {}));
    for (const [turn, language] of CONTENT_LANGUAGES.entries()) {
      const template = join(folder, `${language}.json`);
      const roster = join(folder, `${language}.csv`);
      // The next language stands beside the primary one.
      const pair: readonly [Language, Language] = [
        language,
        CONTENT_LANGUAGES[(turn + 1) % CONTENT_LANGUAGES.length] ?? 'en',
      ];
      const id = `https://halcyon.example/id/courses/${language}`;
      await writeFile(template, JSON.stringify(await galleryTemplate('diploma', pair, id)));
      const rows = learners.filter((_, index) => index % CONTENT_LANGUAGES.length === turn);
      await writeFile(roster, [heading, ...rows].join('\n'));
      const order = { template, roster, out, seal: seal.seal, password: PASSWORD, dryRun: false };
      const issued = await ask('batch.issue', { ...order, exports: EXPORTS });
      if (!issued.ok) throw new Error(`${language}: ${JSON.stringify(issued.problems)}`);
      const { refusals } = issued.value;
      if (refusals.length > 0) throw new Error(`${language}: ${JSON.stringify(refusals[0])}`);
    }
    const batch = await openBatch(out, { root: seal.root, crls: seal.crls, scratch });
    if (batch.credentials.length !== learners.length) throw new Error('not every learner has a credential');
    yield* hear(inEveryLanguage, batch);
  },
};
