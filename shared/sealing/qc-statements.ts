import { type DerValue, derChildren, derOidText, derText } from './der-reader.ts';

/** ETSI EN 319 412-5 clause 4. */
export interface QcStatements {
  readonly compliance: boolean;
  readonly qscd: boolean;
  readonly types: readonly ('eSign' | 'eSeal' | 'web')[];
  /** PKI disclosure statements and the languages they are in (clause 4.3.4). */
  readonly disclosures: readonly { readonly url: string; readonly language: string }[];
  /** ISO 3166-1 alpha-2 codes of the countries under whose law the certificate is qualified; empty for the EU (4.2.4). */
  readonly legislation: readonly string[];
  /** Years for which the provider keeps what it knows after the certificate has ended (clause 4.3.3). */
  readonly retentionYears?: number;
  /** OIDs of all statements, those without a name here included. */
  readonly ids: readonly string[];
}

const COMPLIANCE = '0.4.0.1862.1.1';
const RETENTION = '0.4.0.1862.1.3';
const SSCD = '0.4.0.1862.1.4';
const DISCLOSURES = '0.4.0.1862.1.5';
const TYPE = '0.4.0.1862.1.6';
const LEGISLATION = '0.4.0.1862.1.7';

const TYPES: Readonly<Record<string, QcStatements['types'][number]>> = {
  '0.4.0.1862.1.6.1': 'eSign',
  '0.4.0.1862.1.6.2': 'eSeal',
  '0.4.0.1862.1.6.3': 'web',
};

/**
 * Reads `QCStatements ::= SEQUENCE OF SEQUENCE { statementId OID, statementInfo ANY OPTIONAL }` (RFC 3739 clause
 * 3.2.6). What a statement holds beside its OID is read only where EN 319 412-5 says how.
 * @throws NotDer
 */
export function readQcStatements(statements: readonly DerValue[]): QcStatements {
  const found = new Map(
    statements.map((statement) => {
      const [id, info] = derChildren(statement);
      return [derOidText(id), info] as const;
    }),
  );
  // A statement that is badly written says nothing; the certificate may hold all the same.
  const itemsOf = (oid: string) => {
    const info = found.get(oid);
    return info?.tag === 0x30 ? derChildren(info) : [];
  };
  const retention = found.get(RETENTION);
  return {
    compliance: found.has(COMPLIANCE),
    qscd: found.has(SSCD),
    types: itemsOf(TYPE).flatMap((type) => (type.tag === 0x06 ? (TYPES[derOidText(type)] ?? []) : [])),
    disclosures: itemsOf(DISCLOSURES).flatMap((location) => {
      const [url, language] = location.tag === 0x30 ? derChildren(location) : [];
      return url ? [{ url: textOf(url), language: textOf(language) }] : [];
    }),
    legislation: itemsOf(LEGISLATION).map(textOf),
    ...(retention?.tag === 0x02 && {
      retentionYears: retention.contents.reduce((sum, octet) => sum * 256 + octet, 0),
    }),
    ids: [...found.keys()],
  };
}

function textOf(value: DerValue | undefined): string {
  return (value && derText(value)) ?? '';
}
