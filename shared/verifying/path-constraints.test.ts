import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readCertificate, readPem } from '../sealing/certificate.ts';
import { prepareTrust } from './trust.ts';

/*
 * Chains root – upper – lower – leaf made by OpenSSL, and its own word on each (`openssl verify -policy_check`) as the
 * oracle. What it lets pass for want of a purpose is told apart.
 */
const skip = spawnSync('openssl', ['version']).status !== 0 && 'no openssl';
const folder = mkdtempSync(join(tmpdir(), 'path-'));
after(() => rmSync(folder, { recursive: true }));

function openssl(...args: readonly string[]): { readonly ok: boolean; readonly out: string } {
  const { status, stdout, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
  return { ok: status === 0, out: `${stdout}${stderr}` };
}

interface Chain {
  readonly upper?: string;
  readonly lower?: string;
  readonly leaf?: string;
  readonly subject?: string;
  /** Where OpenSSL is asked for no purpose and so says yes. */
  readonly stricter?: true;
}

const CA = 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\n';
const LEAF = 'basicConstraints=CA:false\nkeyUsage=critical,nonRepudiation\n';
const NAMES = 'nameConstraints=critical,';
const DIRECTORY = '\n[dir]\nC=EL\nO=Halcyon\n';
const REQUIRED = 'policyConstraints=critical,requireExplicitPolicy:0\n';

const CHAINS: Readonly<Record<string, Chain>> = {
  plain: {},
  'directory permitted': { upper: `${NAMES}permitted;dirName:dir${DIRECTORY}` },
  'directory permitted, in other letters': {
    upper: `${NAMES}permitted;dirName:dir${DIRECTORY.replace('Halcyon', 'HALCYON')}`,
  },
  'another directory permitted': {
    upper: `${NAMES}permitted;dirName:dir${DIRECTORY.replace('Halcyon', 'Other')}`,
  },
  'directory excluded': { upper: `${NAMES}excluded;dirName:dir${DIRECTORY}` },
  'another directory excluded': {
    upper: `${NAMES}excluded;dirName:dir${DIRECTORY.replace('Halcyon', 'Other')}`,
  },
  'mail permitted': {
    lower: `${NAMES}permitted;email:halcyon.example\n`,
    leaf: 'subjectAltName=email:seal@halcyon.example\n',
  },
  'mail of another host': {
    lower: `${NAMES}permitted;email:halcyon.example\n`,
    leaf: 'subjectAltName=email:seal@other.example\n',
  },
  'mail in the subject': {
    lower: `${NAMES}excluded;email:other.example\n`,
    subject: '/C=EL/O=Halcyon/emailAddress=seal@other.example',
  },
  'host permitted': {
    lower: `${NAMES}permitted;DNS:halcyon.example\n`,
    leaf: 'subjectAltName=DNS:www.halcyon.example\n',
  },
  'host that only ends alike': {
    lower: `${NAMES}permitted;DNS:halcyon.example\n`,
    leaf: 'subjectAltName=DNS:nothalcyon.example\n',
  },
  'address permitted': {
    lower: `${NAMES}permitted;IP:192.0.2.0/255.255.255.0\n`,
    leaf: 'subjectAltName=IP:192.0.2.7\n',
  },
  'address outside': {
    lower: `${NAMES}permitted;IP:192.0.2.0/255.255.255.0\n`,
    leaf: 'subjectAltName=IP:198.51.100.7\n',
  },
  'address of the other family': {
    lower: `${NAMES}permitted;IP:192.0.2.0/255.255.255.0\n`,
    leaf: 'subjectAltName=IP:2001:db8::1\n',
  },
  'identifier permitted': {
    lower: `${NAMES}permitted;URI:halcyon.example\n`,
    leaf: 'subjectAltName=URI:https://halcyon.example/seal\n',
  },
  'identifier elsewhere': {
    lower: `${NAMES}permitted;URI:halcyon.example\n`,
    leaf: 'subjectAltName=URI:https://other.example/seal\n',
  },
  'constraint of no form the leaf has': { lower: `${NAMES}permitted;DNS:halcyon.example\n` },
  'no room for a second authority': { upper: 'basicConstraints=critical,CA:true,pathlen:0\n' },
  'room for a second authority': { upper: 'basicConstraints=critical,CA:true,pathlen:1\n' },
  'no authority': { lower: 'basicConstraints=critical,CA:false\n' },
  'an authority that may not sign certificates': { lower: 'keyUsage=critical,digitalSignature\n' },
  'a policy required and there': {
    upper: `${REQUIRED}certificatePolicies=1.2.3\n`,
    lower: 'certificatePolicies=1.2.3\n',
    leaf: 'certificatePolicies=1.2.3\n',
  },
  'a policy required and absent': {
    upper: `${REQUIRED}certificatePolicies=1.2.3\n`,
    lower: 'certificatePolicies=1.2.3\n',
  },
  'a policy required and another': {
    upper: `${REQUIRED}certificatePolicies=1.2.3\n`,
    lower: 'certificatePolicies=1.2.3\n',
    leaf: 'certificatePolicies=1.2.4\n',
  },
  'any policy below': {
    upper: `${REQUIRED}certificatePolicies=1.2.3\n`,
    lower: 'certificatePolicies=2.5.29.32.0\n',
    leaf: 'certificatePolicies=1.2.3\n',
  },
  'any policy inhibited': {
    upper: `${REQUIRED}inhibitAnyPolicy=critical,0\ncertificatePolicies=1.2.3\n`,
    lower: 'certificatePolicies=2.5.29.32.0\n',
    leaf: 'certificatePolicies=1.2.3\n',
  },
  'a policy mapped': {
    upper: `${REQUIRED}certificatePolicies=1.2.3\n`,
    lower: 'certificatePolicies=1.2.3\npolicyMappings=1.2.3:1.2.9\n',
    leaf: 'certificatePolicies=1.2.9\n',
  },
  'a policy mapped away': {
    upper: `${REQUIRED}certificatePolicies=1.2.3\n`,
    lower: 'certificatePolicies=1.2.3\npolicyMappings=1.2.3:1.2.9\n',
    leaf: 'certificatePolicies=1.2.3\n',
  },
  'a mapping inhibited': {
    upper:
      'policyConstraints=critical,requireExplicitPolicy:0,inhibitPolicyMapping:0\ncertificatePolicies=1.2.3\n',
    lower: 'certificatePolicies=1.2.3\npolicyMappings=1.2.3:1.2.9\n',
    leaf: 'certificatePolicies=1.2.9\n',
  },
  'a policy required two below': { upper: 'policyConstraints=critical,requireExplicitPolicy:2\n' },
  'a policy required one below': { upper: 'policyConstraints=critical,requireExplicitPolicy:1\n' },
  'a critical extension nobody knows': { lower: '1.2.3.4=critical,DER:0500\n' },
  'an authority for servers only': { lower: 'extendedKeyUsage=serverAuth\n', stricter: true },
  'an authority for mail': { lower: 'extendedKeyUsage=emailProtection\n' },
};

function make(
  name: string,
  { upper = '', lower = '', leaf = '', subject = '/C=EL/O=Halcyon/CN=Seal' }: Chain,
): void {
  const issue = (file: string, dn: string, extensions: string, issuer?: string): void => {
    const [main, ...sections] = extensions.split(/\n(?=\[)/);
    const known = new Map<string, string>();
    for (const row of (main ?? '').split('\n').filter(Boolean))
      known.set(row.slice(0, row.indexOf('=')), row);
    writeFileSync(
      join(folder, `${file}.cnf`),
      `[x]\n${[...known.values()].join('\n')}\n${sections.join('\n')}`,
    );
    openssl('ecparam', '-genkey', '-name', 'prime256v1', '-noout', '-out', `${file}.key`);
    const asked = openssl('req', '-new', '-key', `${file}.key`, '-subj', dn, '-out', `${file}.csr`);
    const by = issuer
      ? ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial']
      : ['-signkey', `${file}.key`];
    const made = openssl(
      'x509',
      '-req',
      '-in',
      `${file}.csr`,
      ...by,
      '-days',
      '30',
      '-extfile',
      `${file}.cnf`,
      '-extensions',
      'x',
      '-out',
      `${file}.pem`,
    );
    assert.ok(asked.ok && made.ok, `${name}: ${asked.out}${made.out}`);
  };
  issue('root', '/C=EL/O=Halcyon/CN=Root', CA);
  issue('upper', '/C=EL/O=Halcyon/CN=Upper', CA + upper, 'root');
  issue('lower', '/C=EL/O=Halcyon/CN=Lower', CA + lower, 'upper');
  issue('leaf', subject, LEAF + leaf, 'lower');
}

const certificateIn = (file: string): Uint8Array => {
  const [der] = readPem(new Uint8Array(readFileSync(join(folder, `${file}.pem`))));
  assert.ok(der);
  return der;
};

for (const [name, chain] of Object.entries(CHAINS)) {
  test(`a path with ${name}: as OpenSSL says`, { skip }, async () => {
    make(name, chain);
    writeFileSync(
      join(folder, 'between.pem'),
      ['upper', 'lower'].map((file) => readFileSync(join(folder, `${file}.pem`), 'utf8')).join(''),
    );
    const { ok } = openssl(
      'verify',
      '-policy_check',
      '-policy',
      'anyPolicy',
      '-CAfile',
      'root.pem',
      '-untrusted',
      'between.pem',
      'leaf.pem',
    );
    const leaf = readCertificate(certificateIn('leaf'));
    assert.ok(leaf.ok);
    const trust = prepareTrust({ roots: [certificateIn('root')] });
    const judged = await trust.judge(
      leaf.value,
      [certificateIn('upper'), certificateIn('lower')],
      new Date(),
    );
    assert.equal(judged.ok, ok && !chain.stricter);
  });
}
