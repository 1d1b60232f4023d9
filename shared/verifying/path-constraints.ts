import type { Certificate } from '../sealing/certificate.ts';
import { type DerValue, derChildren, derOidText, expectTag, NotDer } from '../sealing/der-reader.ts';
import { extensionsOf } from './certificate-parts.ts';
import { type NameConstraints, nameAllowed, readNameConstraints } from './name-constraints.ts';

const POLICIES = '2.5.29.32';
const ANY_POLICY = '2.5.29.32.0';
const POLICY_MAPPINGS = '2.5.29.33';
const POLICY_CONSTRAINTS = '2.5.29.36';
const INHIBIT_ANY_POLICY = '2.5.29.54';
const NAME_CONSTRAINTS = '2.5.29.30';
const ANY_PURPOSE = '2.5.29.37.0';

/** Purposes (extKeyUsage) under which documents are sealed; one that only names others was not made for it. */
const SEALING = new Set([
  ANY_PURPOSE,
  '1.3.6.1.5.5.7.3.36', // documentSigning, RFC 9336
  '1.3.6.1.5.5.7.3.4', // emailProtection
  '1.3.6.1.5.5.7.3.2', // clientAuth, which many e-seal certificates carry alone
  '1.3.6.1.4.1.311.10.3.12', // Microsoft document signing
  '1.2.840.113583.1.1.5', // Adobe authentic documents
]);

/** True where extKeyUsage lets a certificate seal documents (RFC 5280 clause 4.2.1.12); without it anything goes. */
export function mayBeForSealing({ extendedKeyUsage }: Certificate): boolean {
  return extendedKeyUsage.length === 0 || extendedKeyUsage.some((purpose) => SEALING.has(purpose));
}

/**
 * What the authorities of a path allow those below them (RFC 5280 clause 6.1): names, policies and purposes. The
 * caller knows already that every signature holds, and who is an authority.
 * @param chain from the leaf to the trusted root, whose own constraints count too (RFC 5937).
 */
export function constraintsHold(chain: readonly Certificate[]): boolean {
  try {
    return namesHold(chain) && policiesHold(chain) && purposesHold(chain);
  } catch (cause) {
    // Constraints nobody can read allow nothing.
    if (cause instanceof NotDer) return false;
    throw cause;
  }
}

function valuesOf({ der }: Certificate): ReadonlyMap<string, DerValue> {
  return new Map(Array.from(extensionsOf(der), ([oid, { value }]) => [oid, value] as const));
}

function isSelfIssued({ subjectDer, issuerDer }: Certificate): boolean {
  return (
    subjectDer.length === issuerDer.length && subjectDer.every((byte, index) => byte === issuerDer[index])
  );
}

/** Clauses 6.1.3 (b) and (c), 6.1.4 (g). */
function namesHold(chain: readonly Certificate[]): boolean {
  const limits: NameConstraints[] = [];
  for (const [above, certificate] of [...chain].reverse().entries()) {
    const extensions = valuesOf(certificate);
    const leaf = above === chain.length - 1;
    const free = above === 0 || (isSelfIssued(certificate) && !leaf);
    if (!free && !limits.every((limit) => nameAllowed(certificate, extensions, limit))) return false;
    const own = extensions.get(NAME_CONSTRAINTS);
    if (own) limits.push(readNameConstraints(own));
  }
  return true;
}

/** Purposes of an authority are those it may issue for, as every platform in use reads them. */
function purposesHold([leaf, ...authorities]: readonly Certificate[]): boolean {
  return authorities.every(({ extendedKeyUsage }) => {
    if (extendedKeyUsage.length === 0 || extendedKeyUsage.includes(ANY_PURPOSE)) return true;
    const own = leaf?.extendedKeyUsage ?? [];
    return extendedKeyUsage.some((purpose) =>
      own.length === 0 ? SEALING.has(purpose) : own.includes(purpose),
    );
  });
}

/**
 * Clauses 6.1.2 to 6.1.5 with any policy asked for: a path fails only where an authority requires an explicit policy and
 * none is left. Which are left is a set; the tree of the RFC only adds qualifiers.
 */
function policiesHold(chain: readonly Certificate[]): boolean {
  const path = [...chain].reverse().slice(1);
  let explicit = path.length + 1;
  let anyInhibited = path.length + 1;
  let mappingInhibited = path.length + 1;
  /** `undefined` stands for any policy. */
  let valid: ReadonlySet<string> | undefined;
  for (const [index, certificate] of path.entries()) {
    const extensions = valuesOf(certificate);
    const last = index === path.length - 1;
    const selfIssued = isSelfIssued(certificate);
    const own = policiesIn(extensions.get(POLICIES));
    const any = own.has(ANY_POLICY) && (anyInhibited > 0 || (!last && selfIssued));
    valid = any ? valid : intersected(valid, own);
    if (explicit === 0 && valid?.size === 0) return false;
    if (last) {
      // Clause 6.1.5 (a) and (b): counted down once more, or required by the certificate itself.
      const required = readConstraints(extensions.get(POLICY_CONSTRAINTS)).explicit === 0;
      return (explicit > 1 && !required) || valid?.size !== 0;
    }
    valid = mapped(valid, extensions.get(POLICY_MAPPINGS), mappingInhibited > 0);
    if (!selfIssued) {
      explicit = Math.max(0, explicit - 1);
      anyInhibited = Math.max(0, anyInhibited - 1);
      mappingInhibited = Math.max(0, mappingInhibited - 1);
    }
    const limits = readConstraints(extensions.get(POLICY_CONSTRAINTS));
    explicit = Math.min(explicit, limits.explicit ?? explicit);
    mappingInhibited = Math.min(mappingInhibited, limits.mapping ?? mappingInhibited);
    const inhibit = extensions.get(INHIBIT_ANY_POLICY);
    if (inhibit) anyInhibited = Math.min(anyInhibited, smallInteger(expectTag(inhibit, 0x02)));
  }
  return true;
}

function policiesIn(value: DerValue | undefined): ReadonlySet<string> {
  return new Set(value ? derChildren(value).map((policy) => derOidText(derChildren(policy)[0])) : []);
}

function intersected(valid: ReadonlySet<string> | undefined, own: ReadonlySet<string>): ReadonlySet<string> {
  const named = [...own].filter((policy) => policy !== ANY_POLICY);
  return new Set(valid ? named.filter((policy) => valid.has(policy)) : named);
}

/** Clause 6.1.4 (b): each mapped policy stands below under the other's name; inhibited, it is gone. */
function mapped(
  valid: ReadonlySet<string> | undefined,
  mappings: DerValue | undefined,
  allowed: boolean,
): ReadonlySet<string> | undefined {
  if (!mappings) return valid;
  const pairs = derChildren(mappings).map((pair) => {
    const [above, below] = derChildren(pair).map(derOidText);
    if (above === undefined || below === undefined || above === ANY_POLICY || below === ANY_POLICY) {
      throw new NotDer('anyPolicy cannot be mapped');
    }
    return [above, below] as const;
  });
  if (!valid) return valid;
  const left = new Set([...valid].filter((policy) => !pairs.some(([above]) => above === policy)));
  if (allowed) for (const [above, below] of pairs) if (valid.has(above)) left.add(below);
  return left;
}

/** `SEQUENCE { requireExplicitPolicy [0] INTEGER OPTIONAL, inhibitPolicyMapping [1] INTEGER OPTIONAL }`. */
function readConstraints(value: DerValue | undefined): {
  readonly explicit?: number;
  readonly mapping?: number;
} {
  const fields = value ? derChildren(value) : [];
  const [explicit, mapping] = [0x80, 0x81].map((wanted) => fields.find(({ tag }) => tag === wanted));
  return {
    ...(explicit && { explicit: smallInteger(explicit) }),
    ...(mapping && { mapping: smallInteger(mapping) }),
  };
}

/** Skips of certificates; more than any path is long is as good as never. */
function smallInteger({ contents }: DerValue): number {
  if (contents.length === 0 || (contents[0] ?? 0) > 0x7f) throw new NotDer('negative count');
  return contents.length > 2 ? 0xffff : contents.reduce((sum, octet) => sum * 256 + octet, 0);
}
