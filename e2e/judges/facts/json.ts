import { readFile } from 'node:fs/promises';
import { isLanguage } from '../../../shared/language.ts';
import { WITHOUT_GRADE } from '../../../shared/vocabulary/note-subjects.ts';
import type { Facts } from './fact.ts';
import { at, dayAt, hoursAt, listAt, type Tree, textAt, wordsAt } from './tree.ts';

const decode = (part: string | undefined): Tree =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));

/** `payload` of a JWS in JSON serialization, encoded or in clear. */
export const payloadOf = async (file: string): Promise<string> => {
  const text = await readFile(file, 'utf8');
  const sealed: Tree = JSON.parse(text);
  const payload = at(sealed, 'payload');
  if (typeof payload !== 'string') return text;
  return payload.startsWith('{') ? payload : Buffer.from(payload, 'base64url').toString('utf8');
};

/** Texts of a European Digital Credential begin with it; it is told by a concept that only the lists make a language of. */
export const primaryLanguage = (edc: Tree): string =>
  Object.keys(at(edc, 'displayParameter', 'title') ?? {})[0] ?? '';

/** European Digital Credential, with or without a seal. */
export const readEdc = async (file: string): Promise<Facts> => {
  const edc: Tree = JSON.parse(await payloadOf(file));
  const language = primaryLanguage(edc);
  const claim = at(edc, 'credentialSubject', 'hasClaim', 0);
  const grade = at(claim, 'provenBy', 0, 'grade');
  return {
    ...learningFacts(edc, claim),
    name: wordsAt(edc, language, 'credentialSubject', 'fullName'),
    title: wordsAt(claim, language, 'title'),
    // The profile demands a grade; where there is none a note of that name says so.
    grade: gradeIn(wordsAt(grade, language, 'noteLiteral'), language),
    awardingBody: wordsAt(claim, language, 'awardedBy', 'awardingBody', 0, 'legalName'),
  };
};

const gradeIn = (said: string, language: string): string =>
  isLanguage(language) && said === WITHOUT_GRADE[language] ? '' : said;

/** W3C Verifiable Credential 2.0 secured with JOSE. */
export const readVcJwt = async (file: string): Promise<Facts> =>
  vcFacts(decode((await readFile(file, 'utf8')).split('.')[1]));

/** The same with an embedded proof. */
export const readVcDi = async (file: string): Promise<Facts> =>
  vcFacts(JSON.parse(await readFile(file, 'utf8')));

const vcFacts = (vc: Tree): Facts => {
  const claim = at(vc, 'credentialSubject', 'hasClaim');
  const language = textAt(vc, 'name', 0, '@language');
  // An organisation met again is only named; the issuer comes first.
  const awarding = at(claim, 'awardedBy', 'awardingBody', 0);
  const named = textAt(awarding, 'id') === textAt(vc, 'issuer', 'id') ? at(vc, 'issuer') : awarding;
  return {
    ...learningFacts(vc, claim),
    name: textAt(vc, 'credentialSubject', 'fullName'),
    title: wordsAt(claim, language, 'title'),
    grade: textAt(claim, 'provenBy', 'grade', 'noteLiteral'),
    awardingBody: wordsAt(named, language, 'legalName'),
  };
};

/** What the European Learning Model writes alike in both. */
const learningFacts = (credential: Tree, claim: Tree): Facts => {
  const types = at(claim, 'specifiedBy', 'dcType');
  const kind = (Array.isArray(types) ? types : [])
    .map((type) => /^urn:sealwright:credential-kind:(.*)$/.exec(textAt(type, 'id'))?.[1])
    .find((name) => name !== undefined);
  return {
    serial: textAt(credential, 'identifier', 'notation'),
    id: textAt(credential, 'id'),
    birthDate: dayAt(credential, 'credentialSubject', 'dateOfBirth'),
    studentId: textAt(credential, 'credentialSubject', 'identifier', 'notation'),
    kind: kind ?? '',
    hours: hoursAt(claim, 'specifiedBy', 'volumeOfLearning'),
    ects: textAt(claim, 'specifiedBy', 'creditPoint', 'point'),
    eqf: textAt(claim, 'specifiedBy', 'eqfLevel', 'id').split('/').at(-1) ?? '',
    awardedOn: dayAt(claim, 'awardedBy', 'awardingDate'),
    issuedAt: textAt(credential, 'issued'),
    validUntil: textAt(credential, 'validUntil'),
  };
};

/** Open Badges 3.0 as JWT. */
export const readBadge = async (file: string): Promise<Facts> => badgeFacts(await readFile(file, 'utf8'));

/** The same within a picture. */
export const readBakedSvg = async (file: string): Promise<Facts> =>
  badgeFacts(/verify="([^"]*)"/.exec(await readFile(file, 'utf8'))?.[1] ?? '');

/** The larger credential of a learner record; its parts are told nowhere else than in the European one. */
export const readRecord = async (file: string): Promise<Facts> => {
  const record = decode((await readFile(file, 'utf8')).split('.')[1]);
  const [whole, ...parts] = listAt(record, 'credentialSubject', 'verifiableCredential');
  const linked = listAt(record, 'credentialSubject', 'association').map((each) => textAt(each, 'targetId'));
  const ids = parts.map((part) => textAt(part, 'credentialSubject', 'achievement', 'id'));
  if (linked.join() !== ids.join()) throw new Error('the record does not link its parts');
  return factsOfBadge(whole);
};

const badgeFacts = (jwt: string): Facts => factsOfBadge(decode(jwt.split('.')[1]));

const factsOfBadge = (badge: Tree): Facts => {
  const subject = at(badge, 'credentialSubject');
  const types: Readonly<Record<string, string>> = { MicroCredential: 'micro-credential' };
  const type = textAt(subject, 'achievement', 'achievementType');
  return {
    serial: textAt(subject, 'licenseNumber'),
    id: textAt(badge, 'id'),
    name: textAt(subject, 'identifier', 'identityHash'),
    kind: types[type] ?? (type.endsWith('Degree') ? 'degree' : type),
    title: textAt(subject, 'achievement', 'name'),
    grade: textAt(subject, 'result', 'value'),
    ects: textAt(subject, 'creditsEarned'),
    awardingBody: textAt(subject, 'achievement', 'creator', 'name'),
    awardedOn: dayAt(badge, 'awardedDate'),
    issuedAt: textAt(badge, 'validFrom'),
    validUntil: textAt(badge, 'validUntil'),
  };
};

/** SD-JWT VC with everything disclosed. */
export const readSdJwt = async (file: string): Promise<Facts> => {
  const [jwt = '', ...disclosures] = (await readFile(file, 'utf8')).trim().split('~');
  const payload = decode(jwt.split('.')[1]);
  const claims = Object.fromEntries(
    disclosures
      .filter((text) => text !== '')
      .map((text) => {
        const triple = decode(text);
        return [textAt(triple, 1), at(triple, 2)];
      }),
  );
  const instant = (seconds: string): string =>
    seconds === '' ? '' : `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}Z`;
  const [language = ''] = Object.keys(at(claims, 'title') ?? {});
  return {
    serial: textAt(claims, 'document_number'),
    id: textAt(claims, 'credential_id'),
    name: textAt(claims, 'name'),
    birthDate: textAt(claims, 'birthdate'),
    studentId: textAt(claims, 'student_number'),
    kind: textAt(payload, 'vct').split(':')[3] ?? '',
    title: wordsAt(claims, language, 'title'),
    grade: textAt(claims, 'grade'),
    hours: textAt(claims, 'workload_hours'),
    ects: textAt(claims, 'ects'),
    eqf: textAt(claims, 'eqf_level'),
    awardingBody: wordsAt(claims, language, 'awarding_body'),
    awardedOn: textAt(claims, 'date_of_award'),
    issuedAt: instant(textAt(payload, 'iat')),
    validUntil: instant(textAt(payload, 'exp')),
  };
};
