import { decodeBase64 } from '../sealing/base64.ts';
import { parseXml } from '../verifying/xml/parse.ts';
import { withoutSpace } from '../verifying/xml/signature.ts';
import { childrenNamed, type ElementNode, textOf } from '../verifying/xml/tree.ts';

/** A trusted list (ETSI TS 119 612 v2.1.1) as far as deciding whom to believe needs it. */
export interface TrustedList {
  /** SchemeTerritory: ISO 3166-1 alpha-2, `EU` for the list of lists. */
  readonly territory: string;
  /** It points at other lists (TSLType EUlistofthelists, annex D.5.3). */
  readonly ofLists: boolean;
  readonly sequence: number;
  readonly issued: Date;
  /** Absent from a list that is closed. */
  readonly nextUpdate: Date | undefined;
  /** SchemeInformationURI (clause 5.3.7), as they stand; a list of lists names its pivots among them. */
  readonly information: readonly string[];
  readonly pointers: readonly Pointer[];
  readonly services: readonly TrustService[];
}

/** OtherTSLPointer (clause 5.3.13): who may seal the list of a territory. */
export interface Pointer {
  readonly territory: string;
  readonly ofLists: boolean;
  /** TSLLocation. */
  readonly location: string;
  /** MimeType: the same list may be there for machines and for people. */
  readonly mediaType: string;
  readonly certificates: readonly Uint8Array[];
}

export interface TrustService {
  readonly provider: string;
  readonly name: string;
  /** DER of ServiceDigitalIdentity (clause 5.5.3). */
  readonly certificates: readonly Uint8Array[];
  /** The present state first, then ServiceHistory (clause 5.6). */
  readonly states: readonly ServiceState[];
}

export interface ServiceState {
  readonly type: string;
  readonly status: string;
  readonly from: Date;
  /** URIs of additionalServiceInformation (clause 5.5.9.4); none says that the service is for all. */
  readonly purposes: readonly string[];
}

const TSL = 'http://uri.etsi.org/02231/v2#';
const ADDITIONAL = 'http://uri.etsi.org/02231/v2/additionaltypes#';
const LIST_OF_LISTS = 'http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUlistofthelists';
const CA_QC = 'http://uri.etsi.org/TrstSvc/Svctype/CA/QC';
const QTST = 'http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST';
const FOR_MACHINES = 'application/vnd.etsi.tsl+xml';
const FOR_SEALS = 'http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSeals';
/** Clause 5.5.4: granted, and what the same was called before July 2016. */
const GRANTED = /\/Svcstatus\/(?:granted|undersupervision|supervisionincessation|accredited)$/;

/** @throws Refusal of `parseXml`; undefined for XML that is no trusted list. Its seal is not tested here. */
export function readTrustedList(bytes: Uint8Array): TrustedList | undefined {
  const { root } = parseXml(bytes);
  const scheme =
    root.local === 'TrustServiceStatusList' && root.uri === TSL ? only(root, 'SchemeInformation') : undefined;
  const issued = dateIn(scheme, 'ListIssueDateTime');
  const sequence = Number(textIn(scheme, 'TSLSequenceNumber'));
  if (!scheme || !issued || !Number.isSafeInteger(sequence)) return undefined;
  return {
    territory: textIn(scheme, 'SchemeTerritory'),
    ofLists: textIn(scheme, 'TSLType') === LIST_OF_LISTS,
    sequence,
    issued,
    nextUpdate: dateIn(only(scheme, 'NextUpdate'), 'dateTime'),
    information: all(only(scheme, 'SchemeInformationURI'), 'URI').flatMap((one) => textOf(one)?.trim() ?? []),
    pointers: all(only(scheme, 'PointersToOtherTSL'), 'OtherTSLPointer').map(readPointer),
    services: all(only(root, 'TrustServiceProviderList'), 'TrustServiceProvider').flatMap(readServices),
  };
}

/** Where the national lists lie that a list of lists names: those for machines (clause 5.3.13). */
export function listPointers({ pointers }: TrustedList): readonly Pointer[] {
  return pointers.filter(
    ({ ofLists, mediaType, location }) => !ofLists && mediaType === FOR_MACHINES && location !== '',
  );
}

/** Earlier lists of lists that each name the keys of the next, the newest first, as the Commission gives them out. */
export function pivotsOf({ information }: TrustedList): readonly string[] {
  return information.filter((uri) => uri.endsWith('.xml'));
}

/** Certificates of the authorities that may issue for qualified e-seals at `at`. */
export function sealAuthorities({ services }: TrustedList, at: Date): readonly Uint8Array[] {
  return services
    .filter((service) => isGrantedForSeals(service, at))
    .flatMap(({ certificates }) => certificates);
}

export function isGrantedForSeals(service: TrustService, at: Date): boolean {
  const state = stateAt(service, at);
  if (state?.type !== CA_QC || !GRANTED.test(state.status)) return false;
  return state.purposes.length === 0 || state.purposes.includes(FOR_SEALS);
}

/** Whether its time-stamps were qualified at `at` (clause 5.5.1.1, TSA/QTST). */
export function isGrantedForTimestamps(service: TrustService, at: Date): boolean {
  const state = stateAt(service, at);
  return state?.type === QTST && GRANTED.test(state.status);
}

function stateAt({ states }: TrustService, at: Date): ServiceState | undefined {
  const begun = states.filter(({ from }) => from <= at);
  return begun.sort((one, other) => other.from.getTime() - one.from.getTime())[0];
}

function readPointer(pointer: ElementNode): Pointer {
  const information = all(only(pointer, 'AdditionalInformation'), 'OtherInformation');
  const told = (name: string) =>
    information.map((one) => textIn(one, name)).find((text) => text !== '') ?? '';
  return {
    territory: told('SchemeTerritory'),
    ofLists: told('TSLType') === LIST_OF_LISTS,
    location: textIn(pointer, 'TSLLocation'),
    mediaType: information.map(mediaTypeIn).find((text) => text !== '') ?? '',
    certificates: all(only(pointer, 'ServiceDigitalIdentities'), 'ServiceDigitalIdentity').flatMap(
      certificatesIn,
    ),
  };
}

/** In a namespace of its own (clause 5.3.13, `additionaltypes`). */
function mediaTypeIn(information: ElementNode): string {
  const [type] = childrenNamed(information, ADDITIONAL, 'MimeType');
  return (type && textOf(type)?.trim()) ?? '';
}

function readServices(provider: ElementNode): TrustService[] {
  const name = nameIn(only(only(provider, 'TSPInformation'), 'TSPName'));
  return all(only(provider, 'TSPServices'), 'TSPService').map((service) => {
    const present = only(service, 'ServiceInformation');
    const past = all(only(service, 'ServiceHistory'), 'ServiceHistoryInstance');
    return {
      provider: name,
      name: nameIn(only(present, 'ServiceName')),
      certificates: present ? all(present, 'ServiceDigitalIdentity').flatMap(certificatesIn) : [],
      states: [...(present ? [present] : []), ...past].flatMap(readState),
    };
  });
}

function readState(information: ElementNode): ServiceState[] {
  const from = dateIn(information, 'StatusStartingTime');
  if (!from) return [];
  const extensions = all(only(information, 'ServiceInformationExtensions'), 'Extension');
  return [
    {
      type: textIn(information, 'ServiceTypeIdentifier'),
      status: textIn(information, 'ServiceStatus'),
      from,
      purposes: extensions
        .flatMap((one) => all(one, 'AdditionalServiceInformation'))
        .map((one) => textIn(one, 'URI')),
    },
  ];
}

function certificatesIn(identity: ElementNode): Uint8Array[] {
  return all(identity, 'DigitalId')
    .flatMap((id) => all(id, 'X509Certificate'))
    .flatMap((element) => decodeBase64(withoutSpace(textOf(element) ?? '!'), 'base64') ?? []);
}

function nameIn(names: ElementNode | undefined): string {
  const found = all(names, 'Name');
  const english = found.find((name) =>
    name.attributes.some(({ name: key, value }) => key === 'xml:lang' && value === 'en'),
  );
  const chosen = english ?? found[0];
  return (chosen && textOf(chosen)?.trim()) ?? '';
}

function all(parent: ElementNode | undefined, local: string): ElementNode[] {
  return parent ? childrenNamed(parent, TSL, local) : [];
}

function only(parent: ElementNode | undefined, local: string): ElementNode | undefined {
  return all(parent, local)[0];
}

function textIn(parent: ElementNode | undefined, local: string): string {
  const child = only(parent, local);
  return (child && textOf(child)?.trim()) ?? '';
}

function dateIn(parent: ElementNode | undefined, local: string): Date | undefined {
  const date = new Date(textIn(parent, local));
  return Number.isNaN(date.getTime()) ? undefined : date;
}
