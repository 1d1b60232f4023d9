import { CREDENTIAL_KINDS } from '../../../shared/credential/kind.ts';
import type { ChangeOrder, IssuerReport } from '../../../shared/desk/trust.ts';
import type { Data } from '../../../shared/desk/vocabulary.ts';
import { done, refused } from '../../../shared/problem.ts';
import { type Award, ISSUER_KINDS, type TrustedIssuer } from '../../../shared/trust/issuers/issuer.ts';
import { defineCommand, refuse, tell, type Values } from '../command.ts';
import { EXIT } from '../exit.ts';
import { many, missing, nothingElse, one, text, texts, wrong } from '../options.ts';
import { assuranceIn, told, wrongIn } from './trust-options.ts';

/** What lifts a limit or an end again. */
const ANY = 'any';
const NEVER = 'never';

/** What is to be said anew; what is left out stays as it is. */
interface Change extends Data {
  readonly issuer: string;
  readonly kind?: TrustedIssuer['kind'];
  /** Limits of its awards; `any` lifts one. */
  readonly kinds?: Award['kinds'] | typeof ANY;
  readonly fields?: readonly string[] | typeof ANY;
  readonly levels?: readonly number[] | typeof ANY;
  readonly assurance?: TrustedIssuer['assurance'][number];
  /** An agency whose decisions are no longer told of. */
  readonly without?: string;
  /** `YYYY-MM-DD`, or `never`. */
  readonly until?: string;
}

export const trustChangeCommand = defineCommand<Change>({
  name: 'trust change',
  summary: 'say anew what an issuer is trusted for',
  help: `sealwright trust change ID [--award KIND]… [--fields CODES] [--levels NUMBERS] [options]

Says anew what the register knows of an issuer; ID as sealwright trust list shows it. Who it is and what it seals with
stay, and so does all that is not named. From then on it is this desk's own entry, which no list or table changes. An
issuer with several sets of limits has the one told here from then on.

  --kind KIND        institution, company or non-formal
  --award KIND       micro-credential or degree: what it may award; may be given twice. any lifts the limit
  --fields CODES     ISCED-F fields it may award in, such as 061,0222; or any
  --levels NUMBERS   levels of the EQF it may award at, such as 5,6; or any
  --agency NAME      agency that has accredited it or assured its quality, with --decision and --decided; takes the
                     place of what this agency had decided
  --decision WORD    positive, conditional or negative
  --decided DATE     day of the decision, and --decided-until its last
  --report URL       where the decision is published
  --without-agency NAME  tells of this agency's decisions no longer
  --until DATE       withdraws it: the last day on which its seals are accepted; or never
  --data FOLDER      where the register is kept; the system’s place for data when left out`,
  options: {
    ...{ kind: one, award: many, fields: one, levels: one, agency: one, decision: one, decided: one },
    ...{ 'decided-until': one, report: one, 'without-agency': one, until: one, data: one },
  },
  read(values, [issuer, ...files]) {
    if (issuer === undefined) return refused(missing('ID'));
    const [other] = nothingElse(files);
    if (other) return refused(other);
    const kind = ISSUER_KINDS.find((each) => each === values.kind);
    if (values.kind !== undefined && !kind) return refused(wrong('--kind', text(values.kind)));
    const [problem, ...more] = wrongIn(limited(values));
    if (problem) return refused(problem, ...more);
    const assurance = assuranceIn(values);
    if (!assurance.ok) return assurance;
    const award = texts(values.award);
    return done({
      issuer,
      ...(kind && { kind }),
      ...(award.length > 0 && {
        kinds: award.includes(ANY) ? ANY : CREDENTIAL_KINDS.filter((each) => award.includes(each)),
      }),
      ...(values.fields !== undefined && {
        fields: values.fields === ANY ? ANY : text(values.fields).split(','),
      }),
      ...(values.levels !== undefined && {
        levels: values.levels === ANY ? ANY : text(values.levels).split(',').map(Number),
      }),
      ...(assurance.value && { assurance: assurance.value }),
      ...told(values, { without: 'without-agency', until: 'until', data: 'data' }),
    });
  },
  async run(change, { ask, voice }) {
    const { issuer, data } = change;
    const register = await ask('trust.list', { ...(data !== undefined && { data }) });
    if (!register.ok) return refuse(register.problems, voice);
    const known = register.value.issuers.find(({ id }) => id === issuer);
    if (!known) return refuse([{ code: 'trust.issuer-unknown', facts: { issuer } }], voice);
    return tell(await ask('trust.change', orderOf(known, change)), voice, (changed) => {
      voice.object({ kind: 'result', ...changed });
      voice.line(voice.words.say('trust.changed', { issuer, version: changed.version }));
      return EXIT.ok;
    });
  },
});

/** Without the words that lift a limit, which are no value of it. */
function limited({ award, fields, levels, until, ...values }: Values): Values {
  const kinds = texts(award).filter((each) => each !== ANY);
  return {
    ...values,
    ...(kinds.length > 0 && { award: kinds }),
    ...(fields !== ANY && { fields }),
    ...(levels !== ANY && { levels }),
    ...(until !== NEVER && { until }),
  };
}

/** All that the desk is to know of it. */
function orderOf(known: IssuerReport, change: Change): ChangeOrder {
  const { issuer, data, kind = known.kind, assurance, without } = change;
  const until = change.until ?? known.until;
  const replaced = [assurance?.agency, without];
  return {
    issuer,
    ...(data !== undefined && { data }),
    kind,
    awards: awardsOf(known, change),
    assurance: [
      ...known.assurance.filter(({ agency }) => !replaced.includes(agency)),
      ...(assurance ? [assurance] : []),
    ],
    ...(until !== undefined && until !== NEVER && { until }),
  };
}

/** Without any limit nothing is told of what it may award. */
function awardsOf({ awards }: IssuerReport, { kinds, fields, levels }: Change): readonly Award[] {
  if (kinds === undefined && fields === undefined && levels === undefined) return awards;
  const [only, second] = awards;
  const before = only && !second ? only : undefined;
  const limits = {
    kinds: kinds ?? before?.kinds ?? ANY,
    fields: fields ?? before?.fields ?? ANY,
    levels: levels ?? before?.levels ?? ANY,
  };
  // Lifted before, the kinds stand there as all of them, for an award has to name some: they are no limit that is left.
  const everyKind = kinds === undefined && CREDENTIAL_KINDS.every((kind) => limits.kinds.includes(kind));
  const unlimited = limits.fields === ANY && limits.levels === ANY;
  if (unlimited && (limits.kinds === ANY || everyKind)) return [];
  return [
    {
      kinds: limits.kinds === ANY ? CREDENTIAL_KINDS : limits.kinds,
      ...(limits.fields !== ANY && { fields: limits.fields }),
      ...(limits.levels !== ANY && { levels: limits.levels }),
    },
  ];
}
