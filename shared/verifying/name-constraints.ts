import { sameBytes } from '../sealing/bytes.ts';
import type { Certificate } from '../sealing/certificate.ts';
import { type DerValue, derChildren, derOidText, derText, NotDer } from '../sealing/der-reader.ts';

/** NameConstraints (RFC 5280 clause 4.2.1.10); minimum and maximum are not used with any name form. */
export interface NameConstraints {
  readonly permitted: readonly DerValue[];
  readonly excluded: readonly DerValue[];
}

const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
const EMAIL_ADDRESS = '1.2.840.113549.1.9.1';
/** Tags of GeneralName (clause 4.2.1.6). */
const RFC822_NAME = 0x81;
const DNS_NAME = 0x82;
const DIRECTORY_NAME = 0xa4;
const URI = 0x86;
const IP_ADDRESS = 0x87;

export function readNameConstraints(value: DerValue): NameConstraints {
  const lists = derChildren(value);
  const subtrees = (tag: number): readonly DerValue[] => {
    const list = lists.find((one) => one.tag === tag);
    return (list ? derChildren(list, tag) : []).map((subtree) => {
      const [base, ...limits] = derChildren(subtree);
      // Minimum is DEFAULT 0 and DER leaves defaults out.
      if (!base || limits.length > 0) throw new NotDer('a subtree with limits');
      return base;
    });
  };
  const found = { permitted: subtrees(0xa0), excluded: subtrees(0xa1) };
  if (found.permitted.length + found.excluded.length === 0) throw new NotDer('no subtree');
  return found;
}

/** Every name of the certificate lies in a permitted subtree of its form, if there are any, and in no excluded one. */
export function nameAllowed(
  certificate: Certificate,
  extensions: ReadonlyMap<string, DerValue>,
  { permitted, excluded }: NameConstraints,
): boolean {
  return namesOf(certificate, extensions).every((name) => {
    const ofForm = permitted.filter(({ tag }) => tag === name.tag);
    if (ofForm.length > 0 && !ofForm.some((base) => within(name, base))) return false;
    return !excluded.some((base) => base.tag === name.tag && within(name, base, true));
  });
}

interface GeneralName {
  readonly tag: number;
  readonly contents: Uint8Array;
}

/** The subject, unless empty, its e-mail addresses, and the alternative names. */
function namesOf(
  { subjectDer }: Certificate,
  extensions: ReadonlyMap<string, DerValue>,
): readonly GeneralName[] {
  const alternative = extensions.get(SUBJECT_ALTERNATIVE_NAME);
  const subject = namesIn(subjectDer);
  return [
    ...(subject.length > 0 ? [{ tag: DIRECTORY_NAME, contents: subjectDer }] : []),
    ...(alternative ? [] : emailsIn(subject)),
    ...(alternative ? derChildren(alternative) : []),
  ];
}

function namesIn(name: Uint8Array): readonly DerValue[] {
  return derChildren(readWhole(name));
}

function readWhole(bytes: Uint8Array): DerValue {
  const [value] = derChildren({ tag: 0x30, contents: bytes, whole: bytes });
  if (!value) throw new NotDer('no name');
  return value;
}

function emailsIn(relativeNames: readonly DerValue[]): readonly GeneralName[] {
  return relativeNames
    .flatMap((relative) => derChildren(relative, 0x31))
    .flatMap((attribute) => {
      const [type, value] = derChildren(attribute);
      return value && derOidText(type) === EMAIL_ADDRESS
        ? [{ tag: RFC822_NAME, contents: value.contents }]
        : [];
    });
}

const latin1 = new TextDecoder('latin1');

/** A form nobody here compares counts as outside where it is permitted, and as inside where it is excluded. */
function within(name: GeneralName, base: DerValue, otherwise = false): boolean {
  const [text, subtree] = [name.contents, base.contents].map((bytes) => latin1.decode(bytes).toLowerCase());
  if (text === undefined || subtree === undefined) return otherwise;
  switch (name.tag) {
    case DIRECTORY_NAME:
      return startsWith(namesIn(name.contents), namesIn(base.contents));
    case RFC822_NAME:
      return mailWithin(text, subtree);
    case DNS_NAME:
      return subtree === '' || text === subtree || text.endsWith(`.${subtree.replace(/^\./, '')}`);
    case URI:
      return hostWithin(text, subtree);
    case IP_ADDRESS:
      return addressWithin(name.contents, base.contents);
    default:
      return otherwise;
  }
}

/** Relative names from the top, compared as clause 7.1 asks: letters without case, runs of spaces as one. */
function startsWith(name: readonly DerValue[], base: readonly DerValue[]): boolean {
  return base.length <= name.length && base.every((relative, index) => sameRelative(relative, name[index]));
}

function sameRelative(one: DerValue, other: DerValue | undefined): boolean {
  if (!other) return false;
  const [left, right] = [one, other].map((relative) => derChildren(relative, 0x31).map(attributeText));
  return left?.length === right?.length && left?.every((attribute) => right?.includes(attribute)) === true;
}

function attributeText(attribute: DerValue): string {
  const [type, value] = derChildren(attribute);
  const text = value && derText(value);
  const folded = text?.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
  return `${derOidText(type)} ${folded ?? (value ? latin1.decode(value.whole) : '')}`;
}

/** A mailbox, a host, or with a leading full stop a domain. */
function mailWithin(address: string, base: string): boolean {
  if (base.includes('@')) return address === base;
  const host = address.slice(address.lastIndexOf('@') + 1);
  return base.startsWith('.') ? host.endsWith(base) : host === base;
}

function hostWithin(uri: string, base: string): boolean {
  const [, host] = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([^/:?#]+)/.exec(uri) ?? [];
  return host !== undefined && (base.startsWith('.') ? host.endsWith(base) : host === base);
}

/** RFC 4632: an address and a mask of the same length. */
function addressWithin(address: Uint8Array, base: Uint8Array): boolean {
  if (base.length !== 2 * address.length) return false;
  const mask = base.subarray(address.length);
  const masked = (bytes: Uint8Array) => bytes.map((byte, index) => byte & (mask[index] ?? 0));
  return sameBytes(masked(address), masked(base.subarray(0, address.length)));
}
