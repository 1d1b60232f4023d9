import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { nodeEngine } from '../../electron/engine.ts';
import { changed } from '../roster/sample-mutations.ts';
import type { Course } from './course.ts';
import { draftTemplate } from './draft.ts';
import { hoursOf } from './duration.ts';
import { readCourse } from './read.ts';

function courseOf(files: Readonly<Record<string, string>> | string): Course {
  const bytes =
    typeof files === 'string'
      ? strToU8(files)
      : zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
  const read = readCourse(bytes, nodeEngine);
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

const reasonOf = (bytes: Uint8Array) => {
  const read = readCourse(bytes, nodeEngine);
  return read.ok ? 'read' : `${read.problems[0].code} ${read.problems[0].facts?.reason}`;
};

/** As the ADL's content packaging examples are built. */
const SCORM_12 = `<?xml version="1.0"?><manifest identifier="M1" version="1.1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion><adlcp:location>meta/course.xml</adlcp:location></metadata>
<organizations default="O"><organization identifier="X"><title>Other</title></organization><organization identifier="O"><title>Fallback</title></organization></organizations><resources/></manifest>`;
const IMS_LOM = `<lom xmlns="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"><general><title><langstring xml:lang="en-GB">Reading the  sea</langstring><langstring xml:lang="el">Διαβάζοντας τη θάλασσα</langstring></title><catalogentry><catalog>X</catalog><entry><langstring>C-1</langstring></entry></catalogentry><language>en</language><description><langstring xml:lang="en">Waves.</langstring></description><keyword><langstring xml:lang="en">sea</langstring></keyword></general><educational><typicallearningtime><datetime>PT40H30M</datetime></typicallearningtime></educational><classification><purpose><source><langstring xml:lang="x-none">LOMv1.0</langstring></source><value><langstring xml:lang="x-none">Educational Objective</langstring></value></purpose><description><langstring xml:lang="en">Reads a tide table</langstring></description></classification></lom>`;

test('SCORM 1.2 with its metadata in a file beside the manifest, in two languages', () => {
  assert.deepEqual(courseOf({ 'imsmanifest.xml': SCORM_12, 'meta/course.xml': IMS_LOM }), {
    source: 'scorm-1.2',
    title: { en: 'Reading the sea', el: 'Διαβάζοντας τη θάλασσα' },
    description: { en: 'Waves.' },
    language: 'en',
    keywords: [{ en: 'sea' }],
    outcomes: [{ en: 'Reads a tide table' }],
    learningTime: 'PT40H30M',
    hours: 40.5,
    identifier: 'C-1',
  });
});

test('without metadata the organization’s title stands', () => {
  const course = courseOf({ 'course/imsmanifest.xml': SCORM_12 });
  assert.deepEqual([course.title, course.identifier, course.outcomes], [{ en: 'Fallback' }, 'M1', []]);
});

test('SCORM 2004 with IEEE LOM in the manifest, a learning time that is none, an objective in words', () => {
  const course = courseOf({
    'imsmanifest.xml': `<manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:lom="http://ltsc.ieee.org/xsd/LOM" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss"><metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion><lom:lom><lom:general><lom:title><lom:string language="de">Küstenkunde</lom:string></lom:title><lom:language>de</lom:language></lom:general><lom:educational><lom:typicalLearningTime><lom:duration>PT15W</lom:duration></lom:typicalLearningTime></lom:educational></lom:lom></metadata><organizations><organization identifier="o"><title>x</title><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="read_a_chart"/><imsss:objective objectiveID="obj1"/></imsss:objectives></imsss:sequencing></organization></organizations></manifest>`,
  });
  assert.deepEqual(
    [course.source, course.title, course.learningTime, course.hours, course.outcomes],
    ['scorm-2004', { de: 'Küstenkunde' }, 'PT15W', undefined, [{ de: 'read a chart' }]],
  );
});

test('IMS Common Cartridge 1.3', () => {
  const course = courseOf(
    `<manifest identifier="cc" xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1" xmlns:l="http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"><metadata><schema>IMS Common Cartridge</schema><schemaversion>1.3.0</schemaversion><l:lom><l:general><l:title><l:string language="fr-FR">Lire la mer</l:string></l:title><l:description><l:string>Vagues</l:string></l:description><l:language>fr</l:language></l:general></l:lom></metadata></manifest>`,
  );
  assert.deepEqual(
    [course.source, course.title, course.description, course.language],
    ['common-cartridge', { fr: 'Lire la mer' }, { fr: 'Vagues' }, 'fr'],
  );
});

test('ELMO: a learning opportunity, its ECTS told as such', () => {
  const course = courseOf(
    `<elmo xmlns="https://github.com/emrex-eu/elmo-schemas/tree/v1"><report><learningOpportunitySpecification><identifier type="local">C7</identifier><title xml:lang="sv">Hav</title><title xml:lang="en">Sea</title><specifies><learningOpportunityInstance><credit><scheme>ECTS</scheme><value>7.5</value></credit><languageOfInstruction>sv</languageOfInstruction></learningOpportunityInstance></specifies></learningOpportunitySpecification></report></elmo>`,
  );
  assert.deepEqual(
    [course.title, course.ects, course.language, course.identifier],
    [{ sv: 'Hav', en: 'Sea' }, 7.5, 'sv', 'C7'],
  );
});

test('ELMO with several reports and a programme of parts: asked which, then taken by identifier or number', () => {
  const loi = (id: string, title: string, parts = '') =>
    `<learningOpportunitySpecification><identifier type="local">${id}</identifier><title xml:lang="en">${title}</title>${parts}</learningOpportunitySpecification>`;
  const elmo = strToU8(
    `<elmo xmlns="https://github.com/emrex-eu/elmo-schemas/tree/v1"><report>${loi('P', 'Coast', `<hasPart>${loi('C1', 'Sea')}</hasPart><hasPart>${loi('C2', 'Land')}</hasPart>`)}</report><report>${loi('2', 'Sky')}</report></elmo>`,
  );
  const taken = (choice?: string) => {
    const read = readCourse(elmo, nodeEngine, choice);
    return read.ok ? read.value.title.en : read.problems[0];
  };
  const asked = {
    code: 'course.choice-asked',
    facts: { count: 4, courses: '1 P Coast; 2 C1 Sea; 3 C2 Land; 4 2 Sky' },
  };
  assert.deepEqual([taken(), taken('C9'), taken('0'), taken('5')], [asked, asked, asked, asked]);
  // What is an identifier is not taken for a number.
  assert.deepEqual([taken('C2'), taken('1'), taken('2')], ['Land', 'Coast', 'Sky']);
});

test('OOAPI: a course of version 5, as its specification shows it', () => {
  const course = courseOf(
    JSON.stringify({
      courseId: '123e4567-e89b-12d3-a456-426614174000',
      primaryCode: { codeType: 'identifier', code: '1234qwe12' },
      name: [
        { language: 'en-GB', value: 'Introduction to  Bio-Informatics' },
        { language: 'nl-NL', value: 'Inleiding bio-informatica' },
        { language: 'zh', value: '生物信息学' },
      ],
      studyLoad: { studyLoadUnit: 'ects', value: 3 },
      description: [{ language: 'en-GB', value: 'Description text' }],
      teachingLanguage: 'dut',
      learningOutcomes: [[{ language: 'en-GB', value: 'Aligns sequences' }]],
    }),
  );
  assert.deepEqual(course, {
    source: 'ooapi',
    title: { en: 'Introduction to Bio-Informatics', nl: 'Inleiding bio-informatica' },
    description: { en: 'Description text' },
    language: 'nl',
    keywords: [],
    outcomes: [{ en: 'Aligns sequences' }],
    ects: 3,
    identifier: '1234qwe12',
  });
});

test('OOAPI: a list of version 6, with loads in several units and outcomes as objects', () => {
  const one = (code: string) => ({
    primaryCode: { codeType: 'identifier', code },
    name: [{ language: 'el', value: code }],
    studyLoad: [
      { studyLoadUnit: 'contacttime', value: 12 },
      { studyLoadUnit: 'sbu', value: 84 },
    ],
    teachingLanguages: ['ell'],
    learningOutcomes: [{ name: [{ language: 'el', value: 'Μετρά' }] }],
  });
  const bytes = strToU8(JSON.stringify({ pageSize: 10, items: [one('A'), one('B')] }));
  const asked = readCourse(bytes, nodeEngine);
  assert.equal(!asked.ok && asked.problems[0].code, 'course.choice-asked');
  const course = readCourse(bytes, nodeEngine, 'B');
  assert.ok(course.ok);
  const { hours, ects, language, outcomes } = course.value;
  assert.deepEqual([hours, ects, language, outcomes], [84, undefined, 'el', [{ el: 'Μετρά' }]]);
});

test('JSON that is no course is refused', () => {
  for (const text of ['{', '[]', '{"items":[]}', '{"name":"x"}', '[[[]]]'])
    assert.equal(reasonOf(strToU8(text)), 'course.unreadable json', text);
  const nameless = JSON.stringify({ primaryCode: { code: 'X' }, name: [{ language: 'zh', value: '海' }] });
  assert.equal(reasonOf(strToU8(nameless)), 'course.unreadable title');
});

test('only a time in hours, minutes and seconds becomes hours', () => {
  assert.deepEqual(['PT40H', 'PT90M', 'P0DT1H30M', 'pt2h', 'PT0,5H'].map(hoursOf), [40, 1.5, 1.5, 2, 0.5]);
  for (const text of ['PT15W', 'P2D', 'P1M', 'PT', '40', '01:30', 'PT-1H', 'PT0H', 'PT99999H'])
    assert.equal(hoursOf(text), undefined, text);
});

test('what is no course, hostile or broken is refused by what it is', () => {
  assert.equal(reasonOf(strToU8('<!DOCTYPE m [<!ENTITY a "b">]><manifest/>')), 'course.unreadable doctype');
  assert.equal(reasonOf(strToU8('<manifest>')), 'course.unreadable xml');
  assert.equal(reasonOf(strToU8('<html/>')), 'course.unreadable manifest');
  assert.equal(reasonOf(zipSync({ 'a.txt': strToU8('x') })), 'course.unreadable manifest');
  assert.equal(reasonOf(strToU8('<manifest><organizations/></manifest>')), 'course.unreadable title');
  const bomb = zipSync({ 'imsmanifest.xml': new Uint8Array(20 * 1024 * 1024) });
  assert.equal(reasonOf(bomb), 'course.unreadable too-much');
  assert.equal(reasonOf(strToU8(`${'<a>'.repeat(200)}`)), 'course.unreadable xml');
});

test('a draft keeps what the institution’s template brings and says what the course says', () => {
  const course = courseOf({ 'imsmanifest.xml': SCORM_12, 'meta/course.xml': IMS_LOM });
  const draft = draftTemplate(course, 'urn:uuid:1', {
    awardingBody: { legalName: { en: 'U' } },
    page: { x: 1 },
    version: 7,
    achievement: { level: 'L', title: { en: 'Old' }, workload: { hours: 75, ects: 3 } },
  }) as Record<string, Record<string, unknown>>;
  assert.deepEqual([draft.version, draft.page, draft.languages], [1, { x: 1 }, ['en', 'el']]);
  assert.deepEqual(draft.achievement?.workload, { hours: 40.5, ects: 3 });
  assert.deepEqual([draft.achievement?.level, draft.achievement?.title], ['L', course.title]);
});

/** Conformance asks for 10,000. */
const FILES = Number(process.env.SEALWRIGHT_FUZZ ?? 500);

test(`${FILES} manifests changed at random: each is read or refused, none throws, none takes long`, () => {
  let read = 0;
  for (let seed = 1; seed <= FILES; seed++) {
    const before = performance.now();
    const manifest = changed(strToU8(SCORM_12), seed);
    const lom = changed(strToU8(IMS_LOM), seed + FILES);
    const bytes =
      seed % 2 ? zipSync({ 'imsmanifest.xml': manifest, 'meta/course.xml': strToU8(IMS_LOM) }) : lom;
    if (readCourse(bytes, nodeEngine).ok) read++;
    assert.ok(performance.now() - before < 5000, `seed ${seed}`);
  }
  // Most changes leave no XML; those that do must be enough to mean something.
  assert.ok(read > FILES * 0.02 && read < FILES * 0.95, `${read} of ${FILES} read`);
});
