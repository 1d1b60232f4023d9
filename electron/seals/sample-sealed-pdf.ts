import { preparePdf } from '../../shared/page/pdf/press.ts';
import { samplePages } from '../../shared/page/pdf/sample-page.ts';
import { type DemoPki, makeDemoPki } from '../../shared/sealing/demo-pki.ts';
import { preparePdfSealer } from '../../shared/sealing/pades.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import { nodeEngine } from '../engine.ts';
import { loadFonts } from '../files/fonts.ts';
import { openSeal } from './pkcs12.ts';

export interface SealedSample {
  readonly sealed: Uint8Array;
  readonly pki: DemoPki;
  readonly seal: Seal;
  /** When the certificates were made; the page is sealed an hour later. */
  readonly made: Date;
}

/** A page sealed as ours are, certified so that nothing may change, for tests that then change it. */
export async function makeSealedSample(made = new Date('2026-03-02T08:00:00Z')): Promise<SealedSample> {
  const organisation = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
  const pki = await makeDemoPki({ engine: nodeEngine, at: made, key: 'P-256', organisation });
  const opened = await openSeal(await pki.pkcs12('a test'), 'a test');
  if (!opened.ok) throw new Error('the demo seal does not open');
  const sealer = preparePdfSealer(opened.value, nodeEngine);
  const fonts = loadFonts();
  const pages = samplePages(fonts, 'Øystein Åkerblå');
  const codePoints = new Set([...'abcdefghijklmnopqrstuvwxyz'].map((letter) => letter.codePointAt(0) ?? 0));
  const unsealed = preparePdf({ fonts, codePoints, engine: nodeEngine }).write({
    pages,
    document: {
      title: 'A test',
      language: 'en',
      author: organisation.name,
      createdAt: new Date(made.getTime() + 3_600_000).toISOString().replace('.000', ''),
      id: 'urn:uuid:2f1c1c58-7d0f-4f0a-9b6e-3a5de2b0c001',
    },
    attachments: [],
    seal: { contentsLength: sealer.contentsLength, name: organisation.name },
  });
  return { sealed: await sealer.seal(unsealed), pki, seal: opened.value, made };
}
