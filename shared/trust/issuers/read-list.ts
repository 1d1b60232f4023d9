import type { Engine } from '../../engine.ts';
import type { Certificate } from '../../sealing/certificate.ts';
import { checkJson } from '../../verifying/json/check.ts';
import { isObject } from '../../verifying/json/jws.ts';
import type { StrictJson } from '../../verifying/json/strict-json.ts';
import { readStrictJson } from '../../verifying/json/strict-json.ts';
import { kindOf } from '../../verifying/kind.ts';
import { checkXml } from '../../verifying/xml/check.ts';
import { parseXml } from '../../verifying/xml/parse.ts';
import { attributeOf, childrenNamed, type ElementNode, textOf } from '../../verifying/xml/tree.ts';
import type { IssuerRegister, TrustedIssuer } from './issuer.ts';
import { ISSUER_LIST, ISSUERS, TSL } from './list-terms.ts';
import { ISSUER_SCHEMA, isInstant, issuerIn, MOST_ISSUERS, readIssuerRegister } from './read.ts';

/** A list of another desk whose seal holds; whether its sealer is believed is asked by whoever takes it in. */
export interface SealedIssuerList {
  readonly register: IssuerRegister;
  /** `YYYY-MM-DDThh:mm:ssZ`; after it the list is out of date. */
  readonly nextUpdate: string;
  readonly signer: Certificate;
  /** Certificates beside the signer's, DER. */
  readonly others: readonly Uint8Array[];
}

/**
 * Reads a sealed list of trusted issuers from the very bytes that its seal covers.
 * @returns `changed` when the seal does not hold, `unsound` when it holds over what cannot be, such as 30 February;
 *   undefined for what is no such list.
 */
export async function readIssuerList(
  bytes: Uint8Array,
  engine: Engine,
): Promise<SealedIssuerList | 'changed' | 'unsound' | undefined> {
  const kind = kindOf(bytes);
  if (kind !== 'xml' && kind !== 'json') return undefined;
  const integrity = await (kind === 'xml' ? checkXml : checkJson)(bytes, engine);
  if (!integrity.ok)
    return integrity.reason === 'not-sealed' || integrity.reason === 'format' ? undefined : 'changed';
  const { payload, signer, others } = integrity;
  if (kind === 'xml' && integrity.covers !== 'document') return undefined;
  const read = kind === 'xml' ? listInXml(payload) : listInJson(payload);
  if (!read || read === 'unsound') return read;
  return isInstant(read.nextUpdate) ? { ...read, signer, others } : 'unsound';
}

type ReadList = Pick<SealedIssuerList, 'register' | 'nextUpdate'> | 'unsound' | undefined;

function listInJson(payload: Uint8Array): ReadList {
  const told = readStrictJson(payload);
  if (!isObject(told) || told.get('schema') !== ISSUER_SCHEMA) return undefined;
  const register = readIssuerRegister(payload);
  const nextUpdate = told.get('nextUpdate');
  return register && typeof nextUpdate === 'string' ? { register, nextUpdate } : 'unsound';
}

function listInXml(payload: Uint8Array): ReadList {
  const { root } = parseXml(payload);
  const [scheme] =
    root.local === 'TrustServiceStatusList' && root.uri === TSL ? all(root, 'SchemeInformation') : [];
  if (!scheme || textIn(scheme, 'TSLType') !== ISSUER_LIST) return undefined;
  const version = Number(textIn(scheme, 'TSLSequenceNumber'));
  const madeAt = textIn(scheme, 'ListIssueDateTime');
  const [next] = all(scheme, 'NextUpdate');
  const providers = all(root, 'TrustServiceProviderList').flatMap((list) =>
    all(list, 'TrustServiceProvider'),
  );
  const issuers: TrustedIssuer[] = [];
  for (const provider of providers) {
    const issuer = providerIn(provider);
    if (!issuer) return 'unsound';
    issuers.push(issuer);
  }
  const ids = new Set(issuers.map(({ id }) => id));
  if (!(Number.isSafeInteger(version) && version >= 0) || !isInstant(madeAt)) return 'unsound';
  if (ids.size !== issuers.length || issuers.length > MOST_ISSUERS) return 'unsound';
  return {
    register: { schema: ISSUER_SCHEMA, version, madeAt, issuers },
    nextUpdate: next ? textIn(next, 'dateTime') : '',
  };
}

function providerIn(provider: ElementNode): TrustedIssuer | undefined {
  const [information] = all(provider, 'TSPInformation');
  const [name] = all(information, 'TSPName').flatMap((names) => all(names, 'Name'));
  const [details] = all(information, 'TSPInformationExtensions')
    .flatMap((extensions) => all(extensions, 'Extension'))
    .flatMap((extension) => childrenNamed(extension, ISSUERS, 'Issuer'));
  if (!details || !name) return undefined;
  const certificates = all(provider, 'TSPServices')
    .flatMap((services) => all(services, 'TSPService'))
    .flatMap((service) => all(service, 'ServiceInformation'))
    .flatMap((service) => all(service, 'ServiceDigitalIdentity'))
    .flatMap((identity) => all(identity, 'DigitalId'))
    .flatMap((id) => all(id, 'X509Certificate'))
    .map((certificate) => (textOf(certificate) ?? '').replace(/\s+/g, ''));
  const { how = '', by, ...told } = attributesOf(details);
  const origin = new Map([['how', how], ...(by === undefined ? [] : [['by', by] as const])]);
  return issuerIn(
    new Map<string, StrictJson>([
      ...Object.entries(told),
      ['name', textOf(name) ?? ''],
      ['identifiers', childrenNamed(details, ISSUERS, 'Identifier').map((one) => textOf(one) ?? '')],
      ['awards', childrenNamed(details, ISSUERS, 'Award').map(awardOf)],
      [
        'assurance',
        childrenNamed(details, ISSUERS, 'Assurance').map((one) => new Map(Object.entries(attributesOf(one)))),
      ],
      ['certificates', certificates],
      ['origin', origin],
    ]),
  );
}

function awardOf(element: ElementNode): StrictJson {
  const parts = (name: string) => attributeOf(element, name)?.split(' ');
  const [kinds = [], fields, levels] = ['kinds', 'fields', 'levels'].map(parts);
  return new Map<string, StrictJson>([
    ['kinds', kinds],
    ...(fields ? [['fields', fields] as const] : []),
    ...(levels ? [['levels', levels.map(Number)] as const] : []),
  ]);
}

function attributesOf({ attributes }: ElementNode): Record<string, string> {
  return Object.fromEntries(
    attributes.filter(({ uri }) => uri === '').map(({ local, value }) => [local, value]),
  );
}

function all(parent: ElementNode | undefined, local: string): readonly ElementNode[] {
  return parent ? childrenNamed(parent, TSL, local) : [];
}

function textIn(parent: ElementNode, local: string): string {
  const [child] = all(parent, local);
  return (child && textOf(child)?.trim()) ?? '';
}
