import { readAnswers } from './answers.ts';
import { type Batch, type Finding, finding, type Judge } from './finding.ts';
import { missingJava, runJava } from './java.ts';
import { sealSpoilsOf } from './spoil.ts';

interface Answer {
  readonly file: string;
  readonly error?: string;
  readonly signatures?: readonly {
    readonly indication: string;
    readonly subIndication: string | null;
    readonly level: string;
    readonly scopes: readonly string[];
    readonly errors: readonly string[];
    readonly warnings: readonly string[];
    readonly pdf?: {
      readonly byteRangeValid: boolean;
      readonly dictionaryConsistent: boolean;
      readonly docMdp: string | null;
      readonly changes: number;
    };
  }[];
}

const LEVELS = {
  pdf: 'PAdES-BASELINE-B',
  xml: 'XAdES-BASELINE-B',
  json: 'JAdES-BASELINE-B',
  // Sealed as the official samples are: `sigT`, which JAdES has forbidden to new seals since.
  'edc-jws': 'JSON-NOT-ETSI',
  'vc-jwt': 'JAdES-BASELINE-B',
} as const;
const FORMATS = ['pdf', 'xml', 'json', 'edc-jws', 'vc-jwt'] as const;

/**
 * EU DSS under its own default policy. TOTAL-PASSED alone is not enough: DSS only warns of a PDF changed after
 * sealing, so one seal over the whole file, no later change and certification without changes are asked too.
 */
export const dss: Judge = {
  name: 'EU DSS',
  formats: FORMATS,
  missing: missingJava,
  spoils: FORMATS.flatMap(sealSpoilsOf),
  async judge(batch) {
    // Credential by credential, so that the JSON files, which DSS takes one at a time, do not all come last.
    const files = batch.credentials.flatMap((credential) =>
      FORMATS.flatMap((format) => {
        const file = credential.files[format];
        return file === undefined ? [] : [{ file, format }];
      }),
    );
    const paths = files.map(({ file }) => file);
    const answers = readAnswers<Answer>('DSS', paths, await runJava(['dss', ...trust(batch)], paths));
    return files.map(
      ({ file, format }, index): Finding => finding(file, objections(answers[index], LEVELS[format])),
    );
  },
};

const trust = (batch: Batch): readonly string[] => [
  '--root',
  batch.root,
  ...batch.crls.flatMap((crl) => ['--crl', crl]),
];

const objections = (answer: Answer | undefined, level: string): readonly string[] => {
  if (answer?.error !== undefined) return [answer.error];
  const signatures = answer?.signatures ?? [];
  const [signature] = signatures;
  if (signature === undefined || signatures.length !== 1)
    return [`${signatures.length} seals where one is expected`];
  const why: string[] = [];
  if (signature.indication !== 'TOTAL_PASSED') {
    why.push(`${signature.indication} ${signature.subIndication ?? ''} ${signature.errors.join(' ')}`);
  }
  if (signature.level !== level) why.push(`${signature.level} where ${level} is expected`);
  // The payload of XAdES is one scope, its SignedProperties none.
  if (signature.scopes.join() !== 'FULL') why.push(`scope ${signature.scopes.join()} where FULL is expected`);
  const { pdf } = signature;
  if (level.startsWith('PAdES')) {
    if (pdf === undefined) why.push('no PDF revision');
    else {
      if (!pdf.byteRangeValid) why.push('ByteRange not valid');
      if (!pdf.dictionaryConsistent) why.push('signature dictionary not consistent');
      if (pdf.changes > 0) why.push(`${pdf.changes} changes after sealing`);
      if (pdf.docMdp !== 'NO_CHANGE_PERMITTED')
        why.push(`certification ${pdf.docMdp} where no changes are to be permitted`);
    }
  }
  return why;
};
