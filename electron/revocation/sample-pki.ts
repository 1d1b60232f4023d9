import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/*
 * Test data: an issuing authority by OpenSSL with its OCSP responder (`openssl ocsp`), certificates and CRLs behind HTTP on the
 * loopback; no product file imports it.
 */

export interface OpensslPki {
  /** PEM of the root. */
  readonly root: string;
  /** Where certificates and lists are fetched and OCSP is asked. */
  readonly url: string;
  /** Paths of both CRLs, DER. */
  readonly crls: readonly string[];
  /** What was asked so far, such as `POST /ocsp`. */
  readonly asked: readonly string[];
  /** Makes a key and a certificate for sealing. */
  issue(name: string, order?: SampleSealOrder): Promise<SampleSeal>;
  revoke(seal: SampleSeal): Promise<void>;
  close(): Promise<void>;
}

export interface SampleSealOrder {
  /** For `openssl genpkey`; P-256 when untold. */
  readonly key?: readonly string[];
  /** A section of the configuration: `seal`, `mail` (another purpose), or `silent` (names no addresses). */
  readonly profile?: 'seal' | 'mail' | 'silent';
  /** The issuing authority's certificate stands in the PKCS#12 too. */
  readonly chain?: boolean;
  /** Valid in the first half of 2020 only. */
  readonly expired?: boolean;
}

/** Paths. */
export interface SampleSeal {
  /** PEM: the certificate alone. */
  readonly certificate: string;
  readonly key: string;
  /** PKCS#12 of the certificate, under `password`. */
  readonly pkcs12: string;
}

const configuration = (folder: string, url: string): string => `
[ca]
default_ca = issuing
[top]
database = ${folder}/top-index
new_certs_dir = ${folder}
serial = ${folder}/serial
crlnumber = ${folder}/crlnumber
default_md = sha256
policy = any
unique_subject = no
[issuing]
database = ${folder}/index
new_certs_dir = ${folder}
serial = ${folder}/serial
crlnumber = ${folder}/crlnumber
default_md = sha256
policy = any
unique_subject = no
copy_extensions = none
[any]
countryName = optional
organizationName = optional
organizationIdentifier = optional
commonName = supplied
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[issuer]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
crlDistributionPoints = URI:${url}root.crl
authorityInfoAccess = caIssuers;URI:${url}root.cer
[seal]
basicConstraints = critical, CA:FALSE
keyUsage = critical, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
crlDistributionPoints = URI:${url}issuing.crl
authorityInfoAccess = OCSP;URI:${url}ocsp, caIssuers;URI:${url}issuing.cer
[mail]
basicConstraints = critical, CA:FALSE
keyUsage = critical, keyEncipherment
extendedKeyUsage = emailProtection
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
authorityInfoAccess = OCSP;URI:${url}ocsp, caIssuers;URI:${url}issuing.cer
[silent]
basicConstraints = critical, CA:FALSE
keyUsage = critical, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[responder]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[req]
distinguished_name = name
[name]
`;

const run = promisify(execFile);
const P256 = ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'] as const;

/** Root → issuing authority → seals and a delegated responder; answers on 127.0.0.1 until closed. */
export async function startOpensslPki(password: string): Promise<OpensslPki> {
  const folder = await mkdtemp(join(tmpdir(), 'sealwright-pki-'));
  const file = (name: string): string => join(folder, name);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      answer(request.url ?? '', Buffer.concat(parts)).then(
        (body) => response.writeHead(200).end(body),
        () => response.writeHead(404).end(),
      );
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  const openssl = async (...words: readonly string[]): Promise<void> => {
    await run('openssl', words as string[], { env: { ...process.env, PW: password } });
  };
  await writeFile(file('openssl.cnf'), configuration(folder, url));
  for (const name of ['index', 'index.attr', 'top-index', 'top-index.attr']) await writeFile(file(name), '');
  for (const name of ['serial', 'crlnumber']) await writeFile(file(name), '2000\n');
  const config = ['-config', file('openssl.cnf')];

  const request = async (name: string, subject: string, key: readonly string[] = P256): Promise<void> => {
    await openssl('genpkey', ...key, '-out', file(`${name}.key`));
    const csr = ['-key', file(`${name}.key`), '-out', file(`${name}.csr`), '-subj', subject];
    await openssl('req', '-new', ...config, ...csr);
  };
  const sign = async (
    name: string,
    by: 'root' | 'issuing',
    profile: string,
    ...validity: readonly string[]
  ): Promise<void> => {
    const authority = ['-name', by === 'root' ? 'top' : 'issuing', '-cert', file(`${by}.pem`)];
    const order = ['-in', file(`${name}.csr`), '-out', file(`${name}.pem`), '-extensions', profile];
    const words = ['-batch', '-notext', ...authority, '-keyfile', file(`${by}.key`), ...order];
    await openssl('ca', ...config, ...words, ...validity);
  };
  const list = async (by: 'root' | 'issuing'): Promise<void> => {
    const authority = ['-name', by === 'root' ? 'top' : 'issuing', '-cert', file(`${by}.pem`)];
    const pem = file(`${by}.crl.pem`);
    const words = ['-gencrl', ...authority, '-keyfile', file(`${by}.key`), '-crldays', '30', '-out', pem];
    await openssl('ca', ...config, ...words);
    await openssl('crl', '-in', pem, '-outform', 'DER', '-out', file(`${by}.crl`));
  };

  await openssl('genpkey', ...P256, '-out', file('root.key'));
  const self = ['-x509', '-key', file('root.key'), '-out', file('root.pem'), '-days', '3650'];
  await openssl(
    'req',
    ...config,
    ...self,
    '-subj',
    '/CN=Sealwright TEST issuing root',
    '-extensions',
    'root',
  );
  await request('issuing', '/C=EL/O=Sealwright TEST/CN=Sealwright TEST issuing authority');
  await sign('issuing', 'root', 'issuer', '-days', '3000');
  await request('responder', '/C=EL/O=Sealwright TEST/CN=Sealwright TEST responder');
  await sign('responder', 'issuing', 'responder', '-days', '1000');
  for (const by of ['root', 'issuing'] as const) {
    await list(by);
    await openssl('x509', '-in', file(`${by}.pem`), '-outform', 'DER', '-out', file(`${by}.cer`));
  }

  // One at a time: question and answer lie in files.
  let before: Promise<unknown> = Promise.resolve();
  const respond = (question: Buffer): Promise<Buffer> => {
    const mine = before.then(async () => {
      await writeFile(file('question'), question);
      const signer = ['-rsigner', file('responder.pem'), '-rkey', file('responder.key')];
      const about = ['-index', file('index'), '-CA', file('issuing.pem'), '-reqin', file('question')];
      await openssl('ocsp', ...about, ...signer, '-respout', file('answer'), '-ndays', '1');
      return readFile(file('answer'));
    });
    before = mine.catch(() => undefined);
    return mine;
  };
  const answer = async (path: string, body: Buffer): Promise<Buffer> => {
    if (path === '/ocsp') return respond(body);
    const name = ['root.cer', 'issuing.cer', 'root.crl', 'issuing.crl'].find((one) => path === `/${one}`);
    if (!name) throw new Error('nothing there');
    return readFile(file(name));
  };

  return {
    root: file('root.pem'),
    url,
    crls: [file('root.crl'), file('issuing.crl')],
    asked,
    async issue(name, { key = P256, profile = 'seal', expired = false, chain = false } = {}) {
      const organisation = '/C=EL/O=University of Halcyon/organizationIdentifier=VATEL-090000001';
      await request(name, `${organisation}/CN=University of Halcyon TEST`, key);
      const past = ['-startdate', '20200101000000Z', '-enddate', '20200601000000Z'];
      await sign(name, 'issuing', profile, ...(expired ? past : ['-days', '700']));
      // A list made before a certificate says nothing of it.
      await list('issuing');
      const pkcs12 = ['-inkey', file(`${name}.key`), '-in', file(`${name}.pem`), '-out', file(`${name}.p12`)];
      const above = chain ? ['-certfile', file('issuing.pem')] : [];
      await openssl('pkcs12', '-export', ...pkcs12, ...above, '-passout', 'env:PW');
      return { certificate: file(`${name}.pem`), key: file(`${name}.key`), pkcs12: file(`${name}.p12`) };
    },
    async revoke({ certificate }) {
      const authority = ['-cert', file('issuing.pem'), '-keyfile', file('issuing.key')];
      await openssl('ca', ...config, ...authority, '-revoke', certificate);
      await list('issuing');
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
