import fc from 'fast-check';
import { missingElements } from '../credential/check.ts';
import type { Credential } from '../credential/credential.ts';
import {
  arbitraryContent,
  arbitraryLanguages,
  arbitraryLearner,
  words,
} from '../credential/sample-arbitrary.ts';
import { checkTemplate } from './check.ts';
import type { PageDesign } from './design.ts';
import { drawUp } from './draw-up.ts';
import { readTemplate } from './parse.ts';
import type { Template } from './template.ts';

/* Test data made at random: templates as files, and the credentials drawn up from those that nothing keeps from it. */

/** The least page that is let through. */
function pageFor(languages: Template['languages']): PageDesign {
  const all = (text: string) => Object.fromEntries(languages.map((language) => [language, text]));
  const box = (y: number) => ({ x: 10, y, width: 100, height: 20 });
  return {
    width: 210,
    height: 297,
    styles: { plain: { family: 'sans', size: 10, colour: '#000000' } },
    elements: [
      { id: 'name', kind: 'text', role: 'h1', box: box(10), style: 'plain', text: all('{learner.name}') },
      {
        id: 'kind',
        kind: 'text',
        role: 'p',
        box: box(40),
        style: 'plain',
        text: all('{kind.statement} {title}'),
      },
      { id: 'seal', kind: 'seal', box: box(70), style: 'plain', text: all('{issuer.name}') },
      {
        ...{ id: 'signature', kind: 'signature', box: box(100), style: 'plain', wordsHeight: 8 },
        source: 'data:image/png;base64,AAAA',
        ...{ alt: all('Signature'), text: all('{awardingBody.name}'), rule: '#000000' },
      },
    ],
  };
}

const template: fc.Arbitrary<Template> = arbitraryLanguages.chain((languages) => {
  const { text, kind, organisation, partner, mandate, achievement, microCredential, degree } =
    arbitraryContent(languages);
  const content = fc.oneof(
    fc.record({ kind, achievement }),
    fc.record({ kind: fc.constant('micro-credential' as const), achievement: microCredential }),
    fc.record({ kind: fc.constant('degree' as const), achievement: degree }),
  );
  return fc
    .record({
      name: text,
      content,
      awardingBody: organisation,
      partners: fc.array(partner, { maxLength: 2 }),
      mandated: fc.option(fc.record({ issuer: organisation, mandate }), { nil: undefined, freq: 2 }),
      gradeScheme: fc.option(text, { nil: undefined }),
    })
    .map(
      ({ content: told, mandated, gradeScheme, ...rest }): Template => ({
        schema: 'sealwright-template/1',
        id: 'urn:uuid:6d1c9a52-0f5e-4b0a-9a37-3c1f2b8e7d44',
        version: 1,
        languages,
        ...rest,
        ...told,
        ...mandated,
        ...(gradeScheme && { gradeScheme }),
        serialPattern: 'X-{year}-{number:5}',
        page: pageFor(languages),
      }),
    );
});

/** A credential that neither the reader, nor the check of the template, nor the check of the credential refuses. */
export const acceptedCredential: fc.Arbitrary<Credential> = fc
  .tuple(template, arbitraryLearner, fc.option(words, { nil: undefined }), fc.uuid(), fc.boolean())
  .map(([content, learner, grade, uuid, test]) => accept(content, learner, grade, uuid, test))
  .filter((credential) => credential !== undefined);

function accept(
  content: Template,
  learner: Omit<Credential['learner'], 'id'>,
  grade: string | undefined,
  uuid: string,
  test: boolean,
): Credential | undefined {
  const read = readTemplate(new TextEncoder().encode(JSON.stringify(content)));
  if (!read.ok || checkTemplate(read.value).length > 0) return undefined;
  const { issuer = read.value.awardingBody } = read.value;
  const drawn = drawUp(
    read.value,
    { row: 2, ...learner, ...(grade !== undefined && { grade }), awardedOn: '2026-06-26' },
    {
      id: `urn:uuid:${uuid}`,
      learnerId: `urn:uuid:${uuid.slice(0, -4)}ffff`,
      serial: 'X-2026-00001',
      issuedAt: '2026-06-30T10:15:00Z',
      issuer,
      test,
    },
  );
  return drawn.ok && missingElements(drawn.value).length === 0 ? drawn.value : undefined;
}
