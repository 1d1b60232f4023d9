import { decodeBase64 } from '../../sealing/base64.ts';
import { readCertificate } from '../../sealing/certificate.ts';
import type { XmlElement, XmlNode } from '../../sealing/xml.ts';
import type { IssuerRegister, TrustedIssuer } from './issuer.ts';
import { ISSUER_LIST, ISSUERS, STATUS, TSL, UNSPECIFIED } from './list-terms.ts';

/** Who gives a list out, and until when it is to be believed. */
export interface ListFacts {
  /** Organisation and country of the sealing certificate. */
  readonly operator: { readonly name: string; readonly country: string };
  /** `YYYY-MM-DDThh:mm:ssZ` */
  readonly issued: string;
  readonly nextUpdate: string;
}

/**
 * A register in the shape of a trusted list (ETSI TS 119 612 v2.4.1; valid by its schema): an issuer is a provider, each
 * of its certificates a service, and what it may award stands in TSPInformationExtensions (clause 5.4.5). It says by
 * its type that it is no list of a Member State. Addresses that nobody told are a dash.
 */
export function issuerListXml(
  register: IssuerRegister,
  { operator, issued, nextUpdate }: ListFacts,
): XmlElement {
  const scheme = [
    tsl('TSLVersionIdentifier', '6'),
    tsl('TSLSequenceNumber', String(register.version)),
    tsl('TSLType', ISSUER_LIST),
    tsl('SchemeOperatorName', named(operator.name)),
    tsl('SchemeOperatorAddress', ...address(operator.country)),
    tsl('SchemeName', named(`${operator.country}:Trusted issuers of ${operator.name}`)),
    tsl('SchemeInformationURI', uri(ISSUER_LIST)),
    tsl('StatusDeterminationApproach', ISSUER_LIST),
    tsl('SchemeTypeCommunityRules', uri(ISSUER_LIST)),
    tsl('SchemeTerritory', operator.country),
    tsl(
      'PolicyOrLegalNotice',
      english(
        'TSLLegalNotice',
        'Issuers that the operator of this list accepts. This is no trusted list under Regulation (EU) No 910/2014.',
      ),
    ),
    tsl('HistoricalInformationPeriod', '0'),
    tsl('ListIssueDateTime', issued),
    tsl('NextUpdate', tsl('dateTime', nextUpdate)),
  ];
  const providers = register.issuers.map(provider);
  return {
    name: 'TrustServiceStatusList',
    namespaces: { '': TSL, iss: ISSUERS },
    attributes: { TSLTag: 'http://uri.etsi.org/19612/TSLTag' },
    children: [
      tsl('SchemeInformation', ...scheme),
      ...(providers.length > 0 ? [tsl('TrustServiceProviderList', ...providers)] : []),
    ],
  };
}

function provider(issuer: TrustedIssuer): XmlElement {
  const { name, legalIdentifier, country, website, certificates } = issuer;
  const trade = legalIdentifier ?? issuer.id;
  return tsl(
    'TrustServiceProvider',
    tsl(
      'TSPInformation',
      tsl('TSPName', named(name)),
      tsl('TSPTradeName', named(trade)),
      tsl('TSPAddress', ...address(country, website)),
      tsl('TSPInformationURI', uri(website ?? ISSUER_LIST)),
      tsl('TSPInformationExtensions', {
        name: 'Extension',
        attributes: { Critical: 'false' },
        children: [details(issuer)],
      }),
    ),
    tsl(
      'TSPServices',
      ...(certificates.length > 0
        ? certificates.map((certificate) => service(issuer, tsl('X509Certificate', certificate), certificate))
        : // An issuer known by its name and identifier alone; the schema asks for a service.
          [service(issuer, tsl('Other', iss('Identifier', {}, trade)))]),
    ),
  );
}

function service(
  { name, since, until }: TrustedIssuer,
  identity: XmlElement,
  certificate?: string,
): XmlElement {
  const der = certificate === undefined ? undefined : decodeBase64(certificate, 'base64');
  const read = der && readCertificate(der);
  return tsl(
    'TSPService',
    tsl(
      'ServiceInformation',
      tsl('ServiceTypeIdentifier', UNSPECIFIED),
      tsl('ServiceName', named(read?.ok ? read.value.subject.text : name)),
      tsl('ServiceDigitalIdentity', tsl('DigitalId', identity)),
      tsl('ServiceStatus', until === undefined ? STATUS.trusted : STATUS.ended),
      tsl('StatusStartingTime', `${until ?? since}T00:00:00Z`),
    ),
  );
}

/** What the standard has no element for; names and certificates stand in their own places. */
function details(issuer: TrustedIssuer): XmlElement {
  const {
    id,
    kind,
    country,
    legalIdentifier,
    identifiers,
    website,
    awards,
    assurance,
    since,
    until,
    origin,
  } = issuer;
  return iss(
    'Issuer',
    {
      ...{ id, kind, country, since },
      ...(until !== undefined && { until }),
      ...(legalIdentifier !== undefined && { legalIdentifier }),
      ...(website !== undefined && { website }),
      how: origin.how,
      ...('by' in origin && { by: origin.by }),
    },
    ...identifiers.map((identifier) => iss('Identifier', {}, identifier)),
    ...awards.map(({ kinds, fields, levels }) =>
      iss('Award', {
        kinds: kinds.join(' '),
        ...(fields && { fields: fields.join(' ') }),
        ...(levels && { levels: levels.join(' ') }),
      }),
    ),
    ...assurance.map((one) => iss('Assurance', { ...one })),
  );
}

function tsl(name: string, ...children: XmlNode[]): XmlElement {
  return { name, children };
}

function iss(name: string, attributes: Readonly<Record<string, string>>, ...children: XmlNode[]): XmlElement {
  return { name: `iss:${name}`, attributes, children };
}

function english(name: string, text: string): XmlElement {
  return { name, attributes: { 'xml:lang': 'en' }, children: [text] };
}

const named = (name: string): XmlElement => english('Name', name);
const uri = (address: string): XmlElement => english('URI', address);

function address(country: string, website: string = ISSUER_LIST): readonly XmlElement[] {
  const lines = [tsl('StreetAddress', '-'), tsl('Locality', '-'), tsl('CountryName', country)];
  return [
    tsl('PostalAddresses', {
      name: 'PostalAddress',
      attributes: { 'xml:lang': 'en' },
      children: lines,
    }),
    tsl('ElectronicAddress', uri(website)),
  ];
}
