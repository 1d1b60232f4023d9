import { extname } from 'node:path';
import type { HeldRecord, PersonExported, PersonOrder, ToldPerson } from '../../shared/desk/person.ts';
import type { Engine } from '../../shared/engine.ts';
import type { Language } from '../../shared/language.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import { layOutPersonReport, type PersonReport } from '../../shared/report/person-report.ts';
import { learnerDigest } from '../batch/replacing.ts';
import { replaceFile } from '../files/replace.ts';
import { openSharedRegister } from '../postgres/open-shared.ts';
import { groundProblem } from '../register/ground.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { instant } from './prepare-batch.ts';
import { reportFonts, sayFrom, writePages } from './report-paper.ts';

/** Of one name more are rarely anybody's; the clerk then has to be told more of the person. */
const MOST_NAMESAKES = 100;
/** Numbers that a problem names at most. */
const MOST_NAMED = 10;

interface Tools {
  readonly engine: Engine;
  readonly now: () => Date;
}

/**
 * Writes all that the register holds about one person. The event is entered before the file is there: nothing is handed
 * over that the chain does not tell. Problems: `register.ground-names`; `register.person-unknown`; `register.person-numbered` for whom a list told by
 * number, so that the name alone does not find them.
 */
export async function exportPerson(order: PersonOrder, tools: Tools): Promise<Outcome<PersonExported>> {
  const register = await openSharedRegister(order.register);
  try {
    const found = await holdingsOf(order, register);
    if (!found.ok) return found;
    const held = found.value;
    for (const one of held) {
      const named = groundProblem(order.ground, one, { file: order.register });
      if (named) return refused(named);
    }
    const now = tools.now();
    const at = instant(now);
    const report: PersonReport = {
      schema: 'sealwright-person/1',
      register: register.id,
      ...{ reportedAt: at, ground: order.ground, credentials: held },
    };
    const json = new TextEncoder().encode(`${JSON.stringify(report, null, 2)}\n`);
    const pdf = extname(order.out).toLowerCase() === '.pdf';
    const bytes = pdf ? await pagesOf(report, json, order.language, tools.engine, now) : json;
    const event = { kind: 'exported', reason: 'request', ground: order.ground, at } as const;
    await register.happen(held.map(({ id }) => ({ credential: id, ...event })));
    await replaceFile(order.out, bytes);
    return done({ path: order.out, credentials: held.length, namesakes: await namesakesOf(held, register) });
  } finally {
    await register.close();
  }
}

async function pagesOf(
  report: PersonReport,
  json: Uint8Array,
  language: Language,
  engine: Engine,
  now: Date,
): Promise<Uint8Array> {
  const say = sayFrom(language, ['outputs', 'app']);
  const pages = layOutPersonReport({ report, language, say, fonts: reportFonts() });
  const attachment = { name: 'person.json', description: report.schema, bytes: json };
  const title = say('outputs:person.title');
  return writePages({ pages, title, language, attachment, engine, now, seal: undefined });
}

/** Everything of everybody who is meant, in the order in which it was issued. */
async function holdingsOf(
  { credentials, person, register: file }: PersonOrder,
  register: SharedRegister,
): Promise<Outcome<readonly HeldRecord[]>> {
  const learners = new Set<string>();
  const problems: Problem[] = [];
  const nobody = (told: string) =>
    problems.push({ code: 'register.person-unknown', where: { file }, facts: { told } });
  for (const credential of credentials) {
    const held = await register.holding(credential);
    if (held) learners.add(held.learner);
    else nobody(credential);
  }
  if (person) {
    const before = learners.size;
    for (const digest of digestsOf(person))
      if ((await register.heldBy(digest)).length > 0) learners.add(digest);
    const name = `${person.givenName} ${person.familyName}`.trim();
    if (learners.size === before) {
      const told = person.studentId ?? name;
      const serials = person.studentId === undefined ? await namedLike(name, register) : [];
      if (serials.length === 0) nobody(told);
      else {
        const facts = { told, serials: serials.join(', ') };
        problems.push({ code: 'register.person-numbered', where: { file }, facts });
      }
    }
  }
  const [problem, ...more] = problems;
  if (problem) return refused(problem, ...more);
  const held: HeldRecord[] = [];
  for (const learner of learners) {
    for (const { id } of await register.heldBy(learner)) {
      const holding = await register.holding(id);
      if (holding) held.push(holding);
    }
  }
  return done(held.sort((a, b) => a.issuedAt.localeCompare(b.issuedAt)));
}

/** By number, and by name: a roster without the number's column knew the same person by the name. */
function digestsOf({ studentId, ...named }: ToldPerson): readonly string[] {
  const byName = named.givenName !== '' && named.familyName !== '';
  return [
    ...(studentId === undefined ? [] : [learnerDigest({ row: 0, ...named, studentId })]),
    ...(byName ? [learnerDigest({ row: 0, ...named })] : []),
  ];
}

/** Serials of credentials of this name; of an erased one nothing is left to find. */
async function namedLike(name: string, register: SharedRegister): Promise<readonly string[]> {
  const { entries } = await register.find({ search: name, offset: 0, limit: MOST_NAMED });
  return entries.map(({ serial }) => serial);
}

async function namesakesOf(
  held: readonly HeldRecord[],
  register: SharedRegister,
): Promise<PersonExported['namesakes']> {
  const told = new Set(held.map(({ id }) => id));
  const namesakes: PersonExported['namesakes'][number][] = [];
  for (const name of new Set(held.map((one) => one.name))) {
    const { entries } = await register.find({ search: name, offset: 0, limit: MOST_NAMESAKES });
    for (const { id, serial, title, awardedOn, name: found } of entries)
      if (found === name && !told.has(id)) namesakes.push({ serial, title, awardedOn });
  }
  return namesakes;
}
