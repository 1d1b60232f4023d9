import { basename, extname } from 'node:path';
import { CREDENTIAL_KINDS } from '../../shared/credential/kind.ts';
import type {
  AddOrder,
  CertificateReport,
  ExportOrder,
  ImportOrder,
  IssuerReport,
  SealerReport,
  TrustChange,
  TrustDesk,
} from '../../shared/desk/trust.ts';
import type { Engine } from '../../shared/engine.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { decodeBase64, encodeBase64 } from '../../shared/sealing/base64.ts';
import { type Certificate, readCertificate } from '../../shared/sealing/certificate.ts';
import { isTestSeal } from '../../shared/sealing/fitness.ts';
import { amend, leaveOut, takeIn, takeUp } from '../../shared/trust/issuers/change.ts';
import { sealIssuerList } from '../../shared/trust/issuers/export.ts';
import { issuerOf } from '../../shared/trust/issuers/find.ts';
import { readIssuerTable } from '../../shared/trust/issuers/from-table.ts';
import type { IssuerRegister, TrustedIssuer } from '../../shared/trust/issuers/issuer.ts';
import { readIssuerList, type SealedIssuerList } from '../../shared/trust/issuers/read-list.ts';
import { kindOf } from '../../shared/verifying/kind.ts';
import { prepareTrust } from '../../shared/verifying/trust.ts';
import { checkFile, LARGEST_FILE } from '../../shared/verifying/verify.ts';
import { readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import { LARGEST_CERTIFICATE_FILE, readAll } from './certificate-files.ts';
import { fetchLists } from './fetch-lists.ts';
import { checkIssuers, keepIssuers, readIssuers } from './issuers-file.ts';
import { instant } from './prepare-batch.ts';
import { openFitSeal } from './seal-file.ts';

const DAY = 24 * 60 * 60 * 1000;

/** The desk's own register of trusted issuers; `own` is the data folder when an order names none. */
export function serveTrust(engine: Engine, now: () => Date, own: () => string): TrustDesk {
  return {
    async 'trust.list'({ data = own() }) {
      const register = await readIssuers(data);
      if (!register.ok) return register;
      const { version, madeAt, issuers } = register.value;
      return done({ version, madeAt, issuers: issuers.map((issuer) => reportOf(issuer, engine)) });
    },

    async 'trust.ask'({ data = own(), file }) {
      const register = await readIssuers(data);
      if (!register.ok) return register;
      const signer = await sealerOf(file, engine);
      return signer.ok ? done(sealerReport(signer.value, register.value, engine)) : signer;
    },

    async 'trust.add'({ data = own(), ...order }) {
      const issuer = await drawUpIssuer(order, instant(now()).slice(0, 10), engine);
      return issuer.ok
        ? change(data, (register, at) => takeUp(register, [issuer.value], at, engine), [issuer.value.id])
        : issuer;
    },

    async 'trust.change'({ data = own(), issuer, ...said }) {
      const register = await readIssuers(data);
      if (!register.ok) return register;
      if (!register.value.issuers.some(({ id }) => id === issuer)) {
        return refused({ code: 'trust.issuer-unknown', facts: { issuer } });
      }
      return change(data, (before, at) => amend(before, issuer, said, at, engine), [issuer]);
    },

    async 'trust.remove'({ data = own(), issuer }) {
      const register = await readIssuers(data);
      if (!register.ok) return register;
      if (!register.value.issuers.some(({ id }) => id === issuer)) {
        return refused({ code: 'trust.issuer-unknown', facts: { issuer } });
      }
      return change(data, (before, at) => leaveOut(before, issuer, at, engine), [issuer]);
    },

    async 'trust.import'({ data = own(), ...order }) {
      const file = await readBounded(order.file, LARGEST_FILE);
      if (!file.ok) return file;
      const list = await readIssuerList(file.value, engine);
      if (list === 'changed') return refused({ code: 'trust.list-changed', where: { file: order.file } });
      if (list === 'unsound') return refused({ code: 'trust.list-unsound', where: { file: order.file } });
      return list ? importList(list, order, data) : importTable(file.value, order, data);
    },

    async 'trust.export'({ data = own(), ...order }) {
      return exportList(order, data);
    },

    'trust.fetch': ({ data = own(), ...order }) => fetchLists(order, data, now(), engine),

    'trust.check': ({ data = own() }) => checkIssuers(data, engine),
  };

  async function change(
    data: string,
    make: (register: IssuerRegister, at: string) => IssuerRegister,
    issuers: readonly string[],
    problems: TrustChange['problems'] = [],
  ): Promise<Outcome<TrustChange>> {
    const register = await readIssuers(data);
    if (!register.ok) return register;
    const after = make(register.value, instant(now()));
    await keepIssuers(data, after);
    return done({ version: after.version, issuers, problems });
  }

  async function importTable(
    bytes: Uint8Array,
    { file }: ImportOrder,
    data: string,
  ): Promise<Outcome<TrustChange>> {
    const table = readIssuerTable(bytes, basename(file), instant(now()).slice(0, 10));
    if (!table.ok) return table;
    const { issuers, problems } = table.value;
    const ids = issuers.map(({ id }) => id);
    if (ids.length === 0) return done({ version: 0, issuers: [], problems });
    return change(data, (register, at) => takeUp(register, issuers, at, engine), ids, problems);
  }

  /** A list is taken in when a key that was told, the register itself or a person answers for its sealer. */
  async function importList(
    { register: listed, nextUpdate, signer, others }: SealedIssuerList,
    { file, accept, listKeys = [] }: ImportOrder,
    data: string,
  ): Promise<Outcome<TrustChange>> {
    const keys = await readAll(listKeys, 'CERTIFICATE', LARGEST_CERTIFICATE_FILE);
    if (!keys.ok) return keys;
    const own = await readIssuers(data);
    if (!own.ok) return own;
    const sealer = fingerprintOf(signer.der, engine);
    const sources = own.value.sources ?? [];
    const by = signer.subject.text;
    const path = await prepareTrust({ roots: keys.value }).judge(signer, others, now());
    const believed =
      path.ok || isAccepted(accept, sealer) || sources.some((source) => source.sealer === sealer);
    const facts = { subject: by, fingerprint: sealer };
    if (!believed) return refused({ code: 'trust.sealer-unknown', where: { file }, facts });
    if (Date.parse(nextUpdate) < now().getTime()) {
      return refused({ code: 'trust.list-stale', where: { file }, facts: { date: nextUpdate.slice(0, 10) } });
    }
    const { version } = listed;
    const taken = sources.find((source) => source.by === by)?.version ?? 0;
    if (version < taken) {
      return refused({ code: 'trust.list-older', where: { file }, facts: { version, taken } });
    }
    const ids = listed.issuers.map(({ id }) => id);
    const source = { by, sealer, version };
    return change(data, (register, at) => takeIn(register, listed.issuers, source, at, engine), ids);
  }

  async function exportList({ out, days, ...order }: ExportOrder, data: string) {
    const register = await readIssuers(data);
    if (!register.ok) return register;
    const opened = await openFitSeal(order, now());
    if (!opened.ok) return opened;
    const { seal } = opened.value;
    try {
      const { organisation, commonName, country, text } = seal.certificate.subject;
      const name = organisation ?? commonName;
      if (!name || !country) {
        return refused({
          code: 'seal.organisation-missing',
          facts: { subject: text, country: country ?? '' },
        });
      }
      const issued = now();
      const facts = {
        operator: { name, country },
        issued: instant(issued),
        nextUpdate: instant(new Date(issued.getTime() + days * DAY)),
      };
      const form = extname(out).toLowerCase() === '.xml' ? 'xml' : 'json';
      await replaceFile(out, await sealIssuerList(register.value, form, facts, seal, engine));
      return done({ path: out, version: register.value.version });
    } finally {
      seal.close();
    }
  }
}

/** The certificate whose key sealed a file, proven by the file; nobody is trusted by it. */
async function sealerOf(file: string, engine: Engine): Promise<Outcome<Certificate>> {
  const bytes = await readBounded(file, LARGEST_FILE);
  if (!bytes.ok) return bytes;
  const kind = kindOf(bytes.value);
  const integrity =
    kind === 'unknown' || kind === 'vc-di' ? undefined : await checkFile(kind, bytes.value, engine);
  return integrity?.ok
    ? done(integrity.signer)
    : refused({ code: 'trust.certificate-missing', where: { file } });
}

/**
 * Problems: those of the files; `trust.certificate-missing`, `trust.certificate-unknown` when nobody has compared the
 * fingerprint of a sealer's certificate; `usage.option-missing` for what no certificate says.
 */
async function drawUpIssuer(order: AddOrder, day: string, engine: Engine): Promise<Outcome<TrustedIssuer>> {
  const { certificates = [], from, accept, kind, website, fields, levels, assurance, until } = order;
  const told = await readAll(certificates, 'CERTIFICATE', LARGEST_CERTIFICATE_FILE);
  if (!told.ok) return told;
  const ders = [...told.value];
  if (from !== undefined) {
    const signer = await sealerOf(from, engine);
    if (!signer.ok) return signer;
    const fingerprint = fingerprintOf(signer.value.der, engine);
    if (!isAccepted(accept, fingerprint)) {
      const facts = { subject: signer.value.subject.text, fingerprint };
      return refused({ code: 'trust.certificate-unknown', where: { file: from }, facts });
    }
    ders.push(signer.value.der);
  }
  const read = ders.map(readCertificate);
  const [unreadable] = certificates;
  if (unreadable !== undefined && (told.value.length === 0 || !read.every(({ ok }) => ok))) {
    return refused({ code: 'trust.certificate-missing', where: { file: unreadable } });
  }
  // An authority's certificate names the authority; only the issuer's own says who the issuer is.
  const leaf = read.flatMap((one) => (one.ok && !one.value.ca ? one.value.subject : []))[0];
  const name = order.name ?? leaf?.organisation;
  const country = order.country ?? (leaf?.country === 'EL' ? 'GR' : leaf?.country);
  const legalIdentifier = order.legalIdentifier ?? leaf?.organizationIdentifier;
  if (!name) return refused({ code: 'usage.option-missing', facts: { option: '--name' } });
  if (!country) return refused({ code: 'usage.option-missing', facts: { option: '--country' } });
  const limited = order.kinds || fields || levels;
  return done({
    id: legalIdentifier ?? `${country}:${name}`,
    ...{ name, kind, country },
    ...(legalIdentifier && { legalIdentifier }),
    identifiers: [],
    ...(website && { website }),
    awards: limited
      ? [{ kinds: order.kinds ?? CREDENTIAL_KINDS, ...(fields && { fields }), ...(levels && { levels }) }]
      : [],
    assurance: assurance ? [assurance] : [],
    certificates: ders.map(encodeBase64),
    since: day,
    ...(until && { until }),
    origin: { how: from === undefined ? 'added' : 'first-use' },
  });
}

/** People copy fingerprints with colons and spaces. */
function isAccepted(accept: string | undefined, fingerprint: string): boolean {
  return accept?.replace(/[\s:]/g, '').toLowerCase() === fingerprint;
}

function fingerprintOf(der: Uint8Array, engine: Engine): string {
  return Buffer.from(engine.hash('SHA-256', der)).toString('hex');
}

function certificateReport(certificate: Certificate, engine: Engine): CertificateReport {
  return {
    subject: certificate.subject.text,
    fingerprint: fingerprintOf(certificate.der, engine),
    notAfter: certificate.notAfter.toISOString().slice(0, 10),
    authority: certificate.ca,
  };
}

function reportOf({ certificates, ...issuer }: TrustedIssuer, engine: Engine): IssuerReport {
  const read = certificates.flatMap((text) => {
    const der = decodeBase64(text, 'base64');
    const certificate = der && readCertificate(der);
    return certificate?.ok ? [certificateReport(certificate.value, engine)] : [];
  });
  return { ...issuer, certificates: read };
}

function sealerReport(signer: Certificate, register: IssuerRegister, engine: Engine): SealerReport {
  const { organisation, commonName, country, organizationIdentifier } = signer.subject;
  const name = organisation ?? commonName;
  const known = issuerOf(register, signer, [signer]);
  return {
    ...certificateReport(signer, engine),
    ...(name !== undefined && { name }),
    ...(country !== undefined && { country }),
    ...(organizationIdentifier !== undefined && { legalIdentifier: organizationIdentifier }),
    certifiedBy: signer.issuer.text,
    ...(known?.vouched && { known: known.issuer.id }),
    test: isTestSeal(signer),
  };
}
