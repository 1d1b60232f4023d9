import type { Engine } from '../engine.ts';
import type { DemoKey } from './demo-pki-key.ts';
import {
  derBits,
  derBoolean,
  derInteger,
  derNamedBits,
  derOctets,
  derOid,
  derPrintable,
  derSequence,
  derSetOf,
  derSmallInteger,
  derTagged,
  derTaggedPrimitive,
  derTime,
  derUtf8,
} from './der.ts';
import { derChildren, expectTag, readDer } from './der-reader.ts';
import { TEST_SEAL_POLICY, TEST_SEAL_STATEMENT } from './test-seal.ts';

export interface DemoName {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly organisation: string;
  readonly organizationIdentifier?: string;
  readonly commonName: string;
}

/** Who signs certificates and lists: a root, or an intermediate authority. */
export interface DemoAuthority {
  readonly name: DemoName;
  readonly key: DemoKey;
  /** Where its certificate and its CRL would lie, under a name that is reserved and leads nowhere (RFC 2606). */
  readonly certificateUrl: string;
  readonly crlUrl: string;
}

export interface DemoSubject {
  readonly name: DemoName;
  readonly spki: Uint8Array;
  readonly validity: { readonly notBefore: Date; readonly notAfter: Date };
  /** DER of `Extension`. */
  readonly extensions: readonly Uint8Array[];
}

/** An X.509 version 3 certificate (RFC 5280 clause 4.1) with key identifiers added to the subject's extensions. */
export async function certify(
  { name, spki, validity, extensions }: DemoSubject,
  issuer: DemoAuthority,
  engine: Engine,
): Promise<Uint8Array> {
  return signed(
    derSequence(
      derTagged(0, derSmallInteger(2)),
      serialNumber(engine),
      issuer.key.algorithm,
      derName(issuer.name),
      derSequence(derTime(validity.notBefore), derTime(validity.notAfter)),
      derName(name),
      spki,
      derTagged(
        3,
        derSequence(
          ...extensions,
          extension('2.5.29.14', derOctets(keyIdentifier(spki, engine))),
          authorityKeyIdentifier(issuer, engine),
        ),
      ),
    ),
    issuer.key,
  );
}

/** A complete CRL (RFC 5280 clause 5) that revokes nothing. */
export async function revokeNothing(
  issuer: DemoAuthority,
  { thisUpdate, nextUpdate }: { readonly thisUpdate: Date; readonly nextUpdate: Date },
  engine: Engine,
): Promise<Uint8Array> {
  const crlNumber = extension('2.5.29.20', derSmallInteger(1));
  return signed(
    derSequence(
      derSmallInteger(1),
      issuer.key.algorithm,
      derName(issuer.name),
      derTime(thisUpdate),
      derTime(nextUpdate),
      derTagged(0, derSequence(authorityKeyIdentifier(issuer, engine), crlNumber)),
    ),
    issuer.key,
  );
}

/**
 * cA, at most `pathLength` authorities below it, and bits 5 and 6: keyCertSign and cRLSign.
 * @param issuer undefined for a root.
 */
export function authorityExtensions(pathLength: number, issuer?: DemoAuthority): Uint8Array[] {
  return [
    extension('2.5.29.19', derSequence(derBoolean(true), derSmallInteger(pathLength)), true),
    extension('2.5.29.15', derNamedBits(5, 6), true),
    ...(issuer ? whereabouts(issuer) : []),
  ];
}

/**
 * An e-seal certificate for trying out: nonRepudiation alone, as ETSI EN 319 412-2 clause 4.3.2 prefers, the type
 * eSeal (ETSI EN 319 412-5 clause 4.2.3) without any claim to be qualified, and the marks of a test.
 */
export function sealExtensions(issuer: DemoAuthority): Uint8Array[] {
  const type = derSequence(derOid('0.4.0.1862.1.6'), derSequence(derOid('0.4.0.1862.1.6.2')));
  return [
    extension('2.5.29.19', derSequence(), true),
    extension('2.5.29.15', derNamedBits(1), true),
    extension('2.5.29.32', derSequence(derSequence(derOid(TEST_SEAL_POLICY)))),
    extension('1.3.6.1.5.5.7.1.3', derSequence(type, derSequence(derOid(TEST_SEAL_STATEMENT)))),
    ...whereabouts(issuer),
  ];
}

/** cRLDistributionPoints and caIssuers of authorityInfoAccess (RFC 5280 clauses 4.2.1.13 and 4.2.2.1). */
function whereabouts({ certificateUrl, crlUrl }: DemoAuthority): Uint8Array[] {
  const point = derSequence(derTagged(0, derTagged(0, uri(crlUrl))));
  const issuers = derSequence(derOid('1.3.6.1.5.5.7.48.2'), uri(certificateUrl));
  return [extension('2.5.29.31', derSequence(point)), extension('1.3.6.1.5.5.7.1.1', derSequence(issuers))];
}

/** uniformResourceIdentifier [6] IMPLICIT IA5String of GeneralName. */
function uri(text: string): Uint8Array {
  return derTaggedPrimitive(6, new TextEncoder().encode(text));
}

async function signed(toBeSigned: Uint8Array, key: DemoKey): Promise<Uint8Array> {
  return derSequence(toBeSigned, key.algorithm, derBits(await key.sign(toBeSigned)));
}

/** Positive and 16 octets long; RFC 5280 clause 4.1.2.2 allows 20. */
function serialNumber(engine: Engine): Uint8Array {
  const octets = engine.random(16);
  octets[0] = ((octets[0] ?? 0) & 0x3f) | 0x40;
  return derInteger(octets);
}

function extension(oid: string, value: Uint8Array, critical = false): Uint8Array {
  return derSequence(derOid(oid), ...(critical ? [derBoolean(true)] : []), derOctets(value));
}

function authorityKeyIdentifier({ key }: DemoAuthority, engine: Engine): Uint8Array {
  return extension('2.5.29.35', derSequence(derTaggedPrimitive(0, keyIdentifier(key.spki, engine))));
}

/** RFC 7093 clause 2 method 1: the leftmost 160 bits of SHA-256 of the subjectPublicKey bits. */
function keyIdentifier(spki: Uint8Array, engine: Engine): Uint8Array {
  const [, bits] = derChildren(readDer(spki));
  return engine.hash('SHA-256', expectTag(bits, 0x03).contents.subarray(1)).slice(0, 20);
}

function derName({ country, organisation, organizationIdentifier, commonName }: DemoName): Uint8Array {
  const attribute = (type: string, value: Uint8Array) => derSetOf(derSequence(derOid(type), value));
  return derSequence(
    attribute('2.5.4.6', derPrintable(country)),
    attribute('2.5.4.10', derUtf8(organisation)),
    ...(organizationIdentifier === undefined ? [] : [attribute('2.5.4.97', derUtf8(organizationIdentifier))]),
    attribute('2.5.4.3', derUtf8(commonName)),
  );
}
