import { hexOf } from '../hexadecimal.ts';
import { type DerValue, derChildren, derOidText, derText } from './der-reader.ts';

export interface DistinguishedName {
  readonly commonName?: string;
  readonly organisation?: string;
  /** organizationIdentifier, 2.5.4.97. */
  readonly organizationIdentifier?: string;
  readonly country?: string;
  /** RFC 4514 string, for people. */
  readonly text: string;
}

/** Short names of RFC 4514 clause 3 and others that people know. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.42': 'GN',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

/**
 * Reads `Name ::= RDNSequence` (RFC 5280 clause 4.1.2.4). Of an attribute that stands twice the first counts.
 * @throws NotDer
 */
export function readName(name: DerValue | undefined): DistinguishedName {
  const values = new Map<string, string>();
  const parts = derChildren(name).map((relative) =>
    derChildren(relative, 0x31)
      .map((attribute) => {
        const [type, value] = derChildren(attribute);
        const oid = derOidText(type);
        const text = value && derText(value);
        if (text !== undefined && !values.has(oid)) values.set(oid, text);
        return `${SHORT_NAMES[oid] ?? oid}=${text === undefined ? `#${value ? hexOf(value.whole) : ''}` : escaped(text)}`;
      })
      .join('+'),
  );
  const commonName = values.get('2.5.4.3');
  const organisation = values.get('2.5.4.10');
  const organizationIdentifier = values.get('2.5.4.97');
  const country = values.get('2.5.4.6');
  return {
    ...(commonName !== undefined && { commonName }),
    ...(organisation !== undefined && { organisation }),
    ...(organizationIdentifier !== undefined && { organizationIdentifier }),
    ...(country !== undefined && { country }),
    // RFC 4514 clause 2.1: "starting with the last element of the sequence".
    text: parts.reverse().join(','),
  };
}

/**
 * Whose name it is, for people who do not read RFC 4514: "Halcyon University (VATEL-099999990, GR)". An organisation is told
 * once where the common name begins with it.
 */
export function calledBy({ commonName, organisation, text, ...told }: DistinguishedName): string {
  const apart = organisation !== undefined && !commonName?.includes(organisation);
  const name = [commonName, ...(apart ? [organisation] : [])].filter(Boolean).join(', ');
  const marks = [told.organizationIdentifier, told.country].filter(Boolean).join(', ');
  return name === '' ? text : marks === '' ? name : `${name} (${marks})`;
}

/** RFC 4514 clause 2.4. */
function escaped(text: string): string {
  return text
    .replace(/[\\",+;<>]/g, '\\$&')
    .replaceAll('\0', '\\00')
    .replace(/^[ #]/, '\\$&')
    .replace(/(?<!^) $/, '\\ ');
}
