import type { Engine } from '../engine.ts';
import {
  authorityExtensions,
  certify,
  type DemoAuthority,
  type DemoName,
  revokeNothing,
  sealExtensions,
} from './demo-pki-certificate.ts';
import { type DemoKeyKind, generateDemoKey } from './demo-pki-key.ts';
import { writePkcs12 } from './pkcs12-writer.ts';

export interface DemoPkiOrder {
  readonly engine: Engine;
  /** Certificates are valid from the day before, revocation lists from this moment. */
  readonly at: Date;
  /** The seal's key. */
  readonly key: DemoKeyKind;
  readonly organisation: DemoOrganisation;
}

export interface DemoOrganisation {
  readonly name: string;
  /** organizationIdentifier as ETSI EN 319 412-1 clause 5.1.4 writes it, e.g. `VATEL-123456789`. */
  readonly identifier: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

export interface DemoPki {
  /** DER, like the two below. */
  readonly root: Uint8Array;
  readonly intermediate: Uint8Array;
  readonly certificate: Uint8Array;
  /** Of the root and of the intermediate authority, DER, good for a year. */
  readonly crls: readonly [Uint8Array, Uint8Array];
  /** The seal's key and the three certificates in a PKCS#12 file. */
  pkcs12(password: string): Promise<Uint8Array>;
}

const FOLDER = 'http://pki.sealwright.invalid/';
const DAY = 24 * 60 * 60 * 1000;

/**
 * Root → intermediate → e-seal certificate for trying Sealwright out, marked as a test in names, policy and
 * QCStatements. The keys of both authorities are forgotten on return.
 */
export async function makeDemoPki({ engine, at, key, organisation }: DemoPkiOrder): Promise<DemoPki> {
  const { country } = organisation;
  const authorityName = (commonName: string): DemoName => ({
    country,
    organisation: 'Sealwright TEST',
    commonName,
  });
  const root: DemoAuthority = {
    name: authorityName('Sealwright TEST root'),
    key: await generateDemoKey('P-384'),
    certificateUrl: `${FOLDER}demo-root.cer`,
    crlUrl: `${FOLDER}demo-root.crl`,
  };
  const intermediate: DemoAuthority = {
    name: authorityName('Sealwright TEST e-seal authority'),
    key: await generateDemoKey('P-384'),
    certificateUrl: `${FOLDER}demo-intermediate.cer`,
    crlUrl: `${FOLDER}demo-intermediate.crl`,
  };
  const sealKey = await generateDemoKey(key);
  const sealName: DemoName = {
    country,
    organisation: organisation.name,
    organizationIdentifier: organisation.identifier,
    commonName: sealCommonName(organisation.name),
  };
  const valid = (years: number) => ({
    notBefore: new Date(at.getTime() - DAY),
    notAfter: new Date(at.getTime() + years * 365 * DAY),
  });
  const rootDer = await certify(
    { name: root.name, spki: root.key.spki, validity: valid(20), extensions: authorityExtensions(1) },
    root,
    engine,
  );
  const intermediateDer = await certify(
    {
      name: intermediate.name,
      spki: intermediate.key.spki,
      validity: valid(10),
      extensions: authorityExtensions(0, root),
    },
    root,
    engine,
  );
  const certificate = await certify(
    {
      name: sealName,
      spki: sealKey.spki,
      validity: valid(2),
      extensions: sealExtensions(intermediate),
    },
    intermediate,
    engine,
  );
  const privateKey = await sealKey.export();
  const updates = { thisUpdate: at, nextUpdate: new Date(at.getTime() + 365 * DAY) };
  return {
    root: rootDer,
    intermediate: intermediateDer,
    certificate,
    crls: [await revokeNothing(root, updates, engine), await revokeNothing(intermediate, updates, engine)],
    pkcs12: (password) =>
      writePkcs12({
        privateKey,
        certificates: [certificate, intermediateDer, rootDer],
        password,
        friendlyName: sealName.commonName,
        salt: engine.random(32),
      }),
  };
}

/** X.520 allows 64 characters (ub-common-name); the whole name stands in O in any case. */
function sealCommonName(organisation: string): string {
  const name = `${organisation}, TEST e-seal`;
  return name.length <= 64 ? name : 'TEST e-seal';
}
