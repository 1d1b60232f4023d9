import { encodeBase64 } from '../sealing/base64.ts';
import type { ReportedFile, ReportedSeal } from './reported-file.ts';

const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const XADES_TIME = 'urn:etsi:019102:poetype:validation';

/**
 * A validation report with the elements of ETSI TS 119 102-2 v1.4.1 under their own names, as JSON; how it differs from
 * the XML stands in docs/validation-report.md. What that standard has no element for stands under `Sealwright`.
 * @param at when it was verified. @param software such as `Sealwright 0.1.0`.
 */
export function validationReport(files: readonly ReportedFile[], at: string, software: string): object {
  return {
    ValidationReport: {
      SignatureValidationReport: files.flatMap((file) => [
        sealReport(file, file, at, 0),
        ...(file.further ?? []).map((seal, index) => sealReport(file, seal, at, index + 1)),
      ]),
      SignatureValidator: { DigitalId: [], TSPInformation: { TSPName: software } },
    },
  };
}

/** One SignatureValidationReport element. */
function sealReport(
  file: ReportedFile,
  seal: ReportedFile | ReportedSeal,
  at: string,
  index: number,
): object {
  const { indication, subIndication, reason, level, sealedBy, claimedAt, proven, revocation } = seal;
  return {
    SignatureIdentifier: {
      DigestAlgAndValue: { DigestMethod: SHA256, DigestValue: base64OfHex(file.sha256) },
      // The standard has the digest of what was signed; the file and the place of the seal in it say as much.
      HashOnly: false,
      DocHashOnly: false,
      Index: index,
    },
    ...(index === 0 && { Sealwright: ownPart(file) }),
    ValidationTimeInfo: {
      ValidationTime: at,
      BestSignatureTime: { POETime: proven?.at ?? at, TypeOfProof: XADES_TIME },
    },
    SignersDocument: {
      DigestAlgAndValue: { DigestMethod: SHA256, DigestValue: base64OfHex(file.sha256) },
      DocumentName: file.file,
    },
    SignatureAttributes: {
      ...(claimedAt && { SigningTime: { Signed: true, Time: claimedAt } }),
      ...(proven && {
        SignatureTimeStamp: { Signed: false, TimeStampValue: proven.at, Authority: proven.by },
      }),
    },
    ...(sealedBy && { SignerInformation: { Signer: sealedBy, Pseudonym: false } }),
    SignatureValidationProcess: { SignatureValidationProcessID: processOf(level) },
    SignatureValidationStatus: {
      MainIndication: `urn:etsi:019102:mainindication:${MAIN[indication]}`,
      SubIndication: subIndication ? [`urn:etsi:019102:subindication:${subIndication}`] : [],
      AssociatedValidationReportData: [
        {
          AdditionalValidationReportData: [
            { ReportDataType: 'urn:sealwright:reason', ReportDataValue: reason },
            { ReportDataType: 'urn:sealwright:revocation', ReportDataValue: revocation },
          ],
        },
      ],
    },
  };
}

const MAIN = {
  'TOTAL-PASSED': 'total-passed',
  'TOTAL-FAILED': 'total-failed',
  INDETERMINATE: 'indeterminate',
} as const;

/** Basic signatures, with time, and with long-term availability (EN 319 102-1 clauses 5.3, 5.5 and 5.6). */
function processOf(level: string | undefined): string {
  const name = level?.endsWith('-LTA') ? 'LTA' : level && /-(?:T|LT)$/.test(level) ? 'LTVM' : 'Basic';
  return `urn:etsi:019102:validationprocess:${name}`;
}

function ownPart({ format, test, changes, checks, issuer, credential }: ReportedFile): object {
  return {
    Format: format,
    TestSeal: test,
    Checks: checks,
    ...(changes && { LaterChanges: changes }),
    ...(issuer && { TrustedIssuer: issuer }),
    ...(credential && { Credential: credential }),
  };
}

function base64OfHex(hex: string): string {
  return encodeBase64(Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}
