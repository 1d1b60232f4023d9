import type { Engine } from '../engine.ts';
import { encodeBase64 } from '../sealing/base64.ts';
import type { SampleSeal } from '../sealing/sample-seal.ts';
import { prepareXmlSealer } from '../sealing/xades.ts';
import type { XmlElement, XmlNode } from '../sealing/xml.ts';

/* Test data: trusted lists in the shape of ETSI TS 119 612, sealed by whoever is told; no product file imports it. */

export interface SampleList {
  /** `EU` makes a list of lists. */
  readonly territory: string;
  readonly sequence: number;
  /** `YYYY-MM-DDThh:mm:ssZ` */
  readonly issued: string;
  readonly nextUpdate: string;
  /** SchemeInformationURI. */
  readonly information?: readonly string[];
  readonly pointers?: readonly SamplePointer[];
  readonly services?: readonly SampleService[];
}

export interface SamplePointer {
  readonly territory: string;
  readonly location: string;
  /** DER. */
  readonly keys: readonly Uint8Array[];
}

export interface SampleService {
  readonly type: 'CA/QC' | 'TSA/QTST';
  /** DER. */
  readonly certificate: Uint8Array;
  /** The newest first. */
  readonly states: readonly { readonly status: 'granted' | 'withdrawn'; readonly from: string }[];
}

const TYPE = 'http://uri.etsi.org/TrstSvc/TrustedList/TSLType';
const NAMESPACES = {
  '': 'http://uri.etsi.org/02231/v2#',
  x: 'http://uri.etsi.org/02231/v2/additionaltypes#',
};

export function sealSampleList(list: SampleList, seal: SampleSeal, engine: Engine): Promise<Uint8Array> {
  const id = 'urn:uuid:6f1c1c58-7d0f-4f0a-9b6e-3a5de2b0c0aa';
  return prepareXmlSealer(seal, engine).seal(listXml(list), { at: list.issued, id, mediaType: 'text/xml' });
}

function listXml({
  territory,
  sequence,
  issued,
  nextUpdate,
  information = [],
  ...list
}: SampleList): XmlElement {
  const { pointers = [], services = [] } = list;
  const scheme = [
    node('TSLSequenceNumber', String(sequence)),
    node('TSLType', typeOf(territory)),
    node('SchemeInformationURI', ...information.map((uri) => node('URI', uri))),
    node('SchemeTerritory', territory),
    node('PointersToOtherTSL', ...pointers.map(pointerXml)),
    node('ListIssueDateTime', issued),
    node('NextUpdate', node('dateTime', nextUpdate)),
  ];
  const provider = [
    node('TSPInformation', node('TSPName', node('Name', 'Sample provider'))),
    node('TSPServices', ...services.map(serviceXml)),
  ];
  return {
    name: 'TrustServiceStatusList',
    namespaces: NAMESPACES,
    children: [
      node('SchemeInformation', ...scheme),
      node('TrustServiceProviderList', node('TrustServiceProvider', ...provider)),
    ],
  };
}

const typeOf = (territory: string) => `${TYPE}/${territory === 'EU' ? 'EUlistofthelists' : 'EUgeneric'}`;

function pointerXml({ territory, location, keys }: SamplePointer): XmlElement {
  const told = [
    node('TSLType', typeOf(territory)),
    node('SchemeTerritory', territory),
    node('x:MimeType', 'application/vnd.etsi.tsl+xml'),
  ];
  return node(
    'OtherTSLPointer',
    node('ServiceDigitalIdentities', ...keys.map(identityXml)),
    node('TSLLocation', location),
    node('AdditionalInformation', ...told.map((one) => node('OtherInformation', one))),
  );
}

function identityXml(der: Uint8Array): XmlElement {
  return node('ServiceDigitalIdentity', node('DigitalId', node('X509Certificate', encodeBase64(der))));
}

function serviceXml({ type, certificate, states: [present, ...past] }: SampleService): XmlElement {
  const state = (one: SampleService['states'][number] | undefined) => [
    node('ServiceTypeIdentifier', `http://uri.etsi.org/TrstSvc/Svctype/${type}`),
    node('ServiceName', node('Name', 'Sample service')),
    identityXml(certificate),
    node('ServiceStatus', `http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/${one?.status}`),
    node('StatusStartingTime', one?.from ?? ''),
  ];
  return node(
    'TSPService',
    node('ServiceInformation', ...state(present)),
    node('ServiceHistory', ...past.map((one) => node('ServiceHistoryInstance', ...state(one)))),
  );
}

function node(name: string, ...children: readonly XmlNode[]): XmlElement {
  return { name, children };
}
