import { CONTENT_LANGUAGES, type Language, type LocalizedText } from '../language.ts';
import { type Course, CourseFault } from './course.ts';
import { hoursOf } from './duration.ts';
import { languageOf } from './lom.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Courses of the Open Education API (OOAPI), version 5 and 6: one `Course`, or the `items` of an answer to
 * `GET /courses`. Version 5 has one `studyLoad` and outcomes as texts, version 6 a list of loads and outcomes as objects.
 * @throws CourseFault `json` when it is neither.
 */
export function readOoapiCourses(text: string): readonly Course[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CourseFault('json');
  }
  const items = isObject(value) && Array.isArray(value.items) ? value.items : [value];
  const courses = items.filter(isCourse).map(courseOf);
  if (courses.length === 0) throw new CourseFault('json');
  const named = courses.filter(({ title }) => Object.keys(title).length > 0);
  if (named.length === 0) throw new CourseFault('title');
  return named;
}

/** `primaryCode` and a list of names are what every course must have in both versions. */
function isCourse(value: unknown): value is Json {
  return isObject(value) && isObject(value.primaryCode) && Array.isArray(value.name);
}

function courseOf(course: Json): Course {
  const told = [course.teachingLanguage, course.teachingLanguages].flat().filter((tag) => isText(tag));
  const language = told.map(instructionLanguage).find((tag) => tag !== undefined);
  const description = localized(course.description);
  const loads = [course.studyLoad].flat().filter(isObject);
  const ects = amountIn(loads, ['ects']);
  // `sbu` is the Dutch hour of study; a contact hour is a part of the work and not the whole of it.
  const hours = amountIn(loads, ['sbu', 'hour']);
  const learningTime = isText(course.duration) ? course.duration.slice(0, 60) : undefined;
  const outcomes = list(course.learningOutcomes)
    .map((one) => localized(isObject(one) && 'name' in one ? one.name : one))
    .filter((text) => Object.keys(text).length > 0);
  const spent = hours ?? (learningTime === undefined ? undefined : hoursOf(learningTime));
  const code = isObject(course.primaryCode) ? course.primaryCode.code : undefined;
  return {
    source: 'ooapi',
    title: localized(course.name),
    ...(Object.keys(description).length > 0 && { description }),
    ...(language && { language }),
    keywords: [],
    outcomes,
    ...(learningTime !== undefined && { learningTime }),
    ...(spent !== undefined && { hours: spent }),
    ...(ects !== undefined && { ects }),
    ...(isText(code) && { identifier: code }),
  };
}

function amountIn(loads: readonly Json[], units: readonly string[]): number | undefined {
  const load = loads.find(({ studyLoadUnit }) => units.includes(String(studyLoadUnit).toLowerCase()));
  return typeof load?.value === 'number' && load.value > 0 && Number.isFinite(load.value)
    ? load.value
    : undefined;
}

/** `LanguageTypedString`s: the first in each official language; those in others are left out. */
function localized(value: unknown): LocalizedText {
  const text: Partial<Record<Language, string>> = {};
  for (const one of [value].flat()) {
    if (!isObject(one) || !isText(one.language) || typeof one.value !== 'string') continue;
    const language = languageOf(one.language);
    const said = one.value.normalize('NFC').replace(/\s+/g, ' ').trim();
    if (language && said !== '') text[language] ??= said.slice(0, 4000);
  }
  return text;
}

const NAMES = new Intl.DisplayNames('en', { type: 'language' });

/** Teaching languages have three letters (ISO 639-2/T or /B), languages of texts two. */
function instructionLanguage(tag: string): Language | undefined {
  const short = tag.trim().toLowerCase().split(/[-_]/)[0] ?? '';
  if (!/^[a-z]{2,3}$/.test(short)) return undefined;
  const [canonical = short] = Intl.getCanonicalLocales(BIBLIOGRAPHIC[short] ?? short);
  return CONTENT_LANGUAGES.find(
    (language) => language === canonical || NAMES.of(language) === NAMES.of(canonical),
  );
}

/** The codes of ISO 639-2/B that differ from those of /T, of official languages. */
const BIBLIOGRAPHIC: Readonly<Record<string, string>> = {
  ...{ cze: 'ces', dut: 'nld', fre: 'fra', ger: 'deu', gre: 'ell', rum: 'ron', slo: 'slk' },
};

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
