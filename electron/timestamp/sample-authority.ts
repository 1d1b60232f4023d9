import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * Test data: a time-stamping authority on the loopback, `openssl ts` behind HTTP, with keys made on the spot; no product
 * file imports it.
 */

export interface OpensslAuthority {
  readonly url: string;
  /** Path of a PEM file. */
  readonly root: string;
  /** Path of a DER file. */
  readonly crl: string;
  close(): Promise<void>;
}

/** Why there can be none here; undefined when there can. */
export function withoutOpenssl(): string | undefined {
  return spawnSync('openssl', ['version']).status === 0
    ? undefined
    : 'OpenSSL is needed: apt-get install openssl';
}

const CONFIGURATION = (folder: string): string => `
[ca]
default_ca = authority
[authority]
database = ${folder}/index
new_certs_dir = ${folder}
serial = ${folder}/serial
crlnumber = ${folder}/crlnumber
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[stamping]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[req]
distinguished_name = name
[name]
[tsa]
default_tsa = tsa_config
[tsa_config]
serial = ${folder}/tsaserial
crypto_device = builtin
signer_cert = ${folder}/tsa.pem
signer_key = ${folder}/tsa.key
certs = ${folder}/root.pem
signer_digest = sha256
default_policy = 1.3.6.1.4.1.13762.3
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`;

/** A root, its CRL, and an authority with an RSA-3072 key that answers on 127.0.0.1 until closed. */
export async function startOpensslAuthority(): Promise<OpensslAuthority> {
  const folder = await mkdtemp(join(tmpdir(), 'sealwright-tsa-'));
  const file = (name: string): string => join(folder, name);
  await writeFile(file('openssl.cnf'), CONFIGURATION(folder));
  for (const name of ['index', 'index.attr']) await writeFile(file(name), '');
  for (const name of ['serial', 'crlnumber', 'tsaserial']) await writeFile(file(name), '1000\n');
  const openssl = (...args: readonly string[]): Promise<Buffer> => run(args);
  const key = ['-newkey', 'rsa:3072', '-nodes', '-config', file('openssl.cnf')];
  await openssl(
    ...['req', '-x509', ...key, '-keyout', file('root.key'), '-out', file('root.pem'), '-days', '3650'],
    ...['-subj', '/CN=Sealwright TEST time root', '-extensions', 'root'],
  );
  await openssl(
    ...['req', '-new', ...key, '-keyout', file('tsa.key'), '-out', file('tsa.csr')],
    ...['-subj', '/CN=Sealwright TEST time-stamping authority'],
  );
  const ca = ['ca', '-batch', '-notext', '-config', file('openssl.cnf'), '-cert', file('root.pem')];
  const signed = [...ca, '-keyfile', file('root.key')];
  await openssl(
    ...[
      ...signed,
      '-in',
      file('tsa.csr'),
      '-out',
      file('tsa.pem'),
      '-days',
      '3000',
      '-extensions',
      'stamping',
    ],
  );
  await openssl(...signed, '-gencrl', '-crldays', '30', '-out', file('crl.pem'));
  await openssl('crl', '-in', file('crl.pem'), '-outform', 'DER', '-out', file('root.crl'));

  // One at a time: each takes the next number from a file.
  let before: Promise<unknown> = Promise.resolve();
  const reply = (query: Uint8Array): Promise<Buffer> => {
    const mine = before.then(async () => {
      await writeFile(file('query'), query);
      return openssl(
        'ts',
        '-reply',
        '-config',
        file('openssl.cnf'),
        '-section',
        'tsa_config',
        '-queryfile',
        file('query'),
      );
    });
    before = mine.catch(() => undefined);
    return mine;
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      reply(Buffer.concat(parts)).then(
        (body) => response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(body),
        () => response.writeHead(500).end(),
      );
    });
  });
  // A busy machine leaves connections idle for longer than Node's five seconds.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    root: file('root.pem'),
    crl: file('root.crl'),
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await rm(folder, { recursive: true });
    },
  };
}

function run(args: readonly string[]): Promise<Buffer> {
  return new Promise((done, fail) => {
    const child = spawn('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => out.push(part));
    child.stderr.on('data', (part: Buffer) => err.push(part));
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done(Buffer.concat(out));
      else fail(new Error(`openssl ${args[0]}: ${Buffer.concat(err).toString().slice(-500)}`));
    });
  });
}
