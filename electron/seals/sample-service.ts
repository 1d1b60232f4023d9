import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePem } from '../../shared/sealing/certificate.ts';
import type { DemoPki } from '../../shared/sealing/demo-pki.ts';
import { readPkcs12 } from '../../shared/sealing/pkcs12.ts';

type Json = Record<string, unknown>;

/** How a service of the tests is set up, or misbehaves. */
export interface SampleServiceOrder {
  readonly pki: DemoPki;
  readonly secret: string;
  readonly algorithms: readonly string[];
  readonly credentials?: readonly string[];
  readonly multisign?: number;
  readonly mode?: 'implicit' | 'explicit';
  readonly status?: 'enabled' | 'disabled';
  /** Seconds. */
  readonly tokenLasts?: number;
  /** Answers in the place of what is right, by method. */
  readonly instead?: (
    method: string,
    order: Json,
  ) => { readonly status: number; readonly body: Json } | undefined;
}

export interface SampleService {
  readonly url: string;
  /** Methods in the order in which they were asked for. */
  readonly asked: string[];
  /** Digests in each signing. */
  readonly sizes: number[];
  close(): void;
}

/**
 * A server of the Cloud Signature Consortium API 2 on loopback, written from the specification and strict where it
 * says SHALL: client credentials, SAD for one use and for its own digests only.
 */
export async function openSampleService(order: SampleServiceOrder): Promise<SampleService> {
  const { credentials = ['seal'], mode = 'implicit', multisign = 8, status = 'enabled' } = order;
  const read = await readPkcs12(await order.pki.pkcs12('x'), 'x');
  if (!read.ok) throw new Error('the demonstration seal cannot be read');
  const folder = mkdtempSync(join(tmpdir(), 'sample-service-'));
  const key = join(folder, 'key.pem');
  writeFileSync(key, writePem(read.value.privateKey, 'PRIVATE KEY'), { mode: 0o600 });
  const tokens = new Map<string, number>();
  const activations = new Map<string, string>();
  const asked: string[] = [];
  const sizes: number[] = [];
  const lasting = order.tokenLasts ?? 3600;

  const METHODS: Readonly<Record<string, (asking: Json) => Json>> = {
    info: () => ({ specs: '2.0.0.2', name: 'Sample', region: 'EU', authType: ['oauth2client'], methods: [] }),
    'credentials/list': () => ({ credentialIDs: credentials }),
    'credentials/info': ({ credentialID, certificates }) => {
      if (!credentials.includes(String(credentialID))) throw new Refusal(400, 'invalid_request');
      const chain = [order.pki.certificate, order.pki.intermediate, order.pki.root];
      const shown = certificates === 'chain' ? chain : chain.slice(0, 1);
      return {
        key: { status, algo: order.algorithms, len: 2048 },
        cert: { status: 'valid', certificates: shown.map((der) => Buffer.from(der).toString('base64')) },
        auth: { mode },
        SCAL: '2',
        multisign,
      };
    },
    'credentials/authorize': ({ credentialID, numSignatures, hashes, hashAlgorithmOID }) => {
      const many = Array.isArray(hashes) ? hashes.length : 0;
      const fine = credentials.includes(String(credentialID)) && typeof hashAlgorithmOID === 'string';
      if (!fine || many === 0 || numSignatures !== many || many > multisign) {
        throw new Refusal(400, 'invalid_request');
      }
      const sad = randomBytes(16).toString('base64url');
      activations.set(sad, JSON.stringify(hashes));
      return { SAD: sad, expiresIn: 300 };
    },
    'signatures/signHash': ({ SAD, hashes, hashAlgorithmOID, signAlgo, signAlgoParams }) => {
      const meant = activations.get(String(SAD));
      activations.delete(String(SAD));
      if (meant !== JSON.stringify(hashes)) throw new Refusal(400, 'invalid_sad');
      if (!order.algorithms.includes(String(signAlgo))) throw new Refusal(400, 'invalid_request');
      const list = hashes as readonly string[];
      sizes.push(list.length);
      const named = {
        hash: String(hashAlgorithmOID),
        algorithm: String(signAlgo),
        parameters: signAlgoParams,
      };
      return { signatures: list.map((hash) => signDigest(key, Buffer.from(hash, 'base64'), named)) };
    },
  };

  function grant(form: URLSearchParams): Json {
    if (form.get('grant_type') !== 'client_credentials') throw new Refusal(400, 'unsupported_grant_type');
    if (form.get('client_id') !== 'registry' || form.get('client_secret') !== order.secret) {
      throw new Refusal(401, 'invalid_client', `secret ${form.get('client_secret')} is wrong`);
    }
    const token = randomBytes(16).toString('base64url');
    tokens.set(token, performance.now() + 1000 * lasting);
    return { access_token: token, token_type: 'Bearer', expires_in: lasting };
  }

  const server = createServer((request, response) => {
    const method = (request.url ?? '').replace(/^\/csc\/v2\//, '');
    asked.push(method);
    void bodyOf(request).then((body) => {
      const send = (code: number, answer: Json) => {
        response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      };
      try {
        if (request.method !== 'POST') throw new Refusal(405, 'invalid_request');
        if (method === 'oauth2/token') return send(200, grant(new URLSearchParams(body)));
        const asking = JSON.parse(body) as Json;
        const instead = order.instead?.(method, asking);
        if (instead) return send(instead.status, instead.body);
        const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
        const until = tokens.get(token) ?? 0;
        if (method !== 'info' && until < performance.now()) throw new Refusal(401, 'invalid_token');
        const answer = METHODS[method];
        if (!answer) throw new Refusal(404, 'invalid_request');
        send(200, answer(asking));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        send(error.status, { error: error.message, error_description: error.description });
      }
    });
  });
  // A busy machine leaves connections idle for longer than Node's five seconds.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `csc:http://127.0.0.1:${port}/csc/v2?client_id=registry`,
    asked,
    sizes,
    close() {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

class Refusal extends Error {
  readonly status: number;
  readonly description: string;

  constructor(status: number, error: string, description = 'no') {
    super(error);
    this.status = status;
    this.description = description;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const PSS = '1.2.840.113549.1.1.10';
/** rSASSA-PSS-SHA256-Params of RFC 4055 clause 3.1 with a salt of 32 octets. */
const PSS_PARAMETERS =
  '3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120';
const HASHES: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

interface Named {
  readonly hash: string;
  readonly algorithm: string;
  readonly parameters: unknown;
}

/** Signs what is a digest already: OpenSSL does, node:crypto hashes whatever it is given. */
function signDigest(key: string, digest: Buffer, { hash, algorithm, parameters }: Named): string {
  const options = [`digest:${HASHES[hash] ?? ''}`];
  if (algorithm === PSS) {
    const told = Buffer.from(String(parameters), 'base64').toString('hex');
    if (told !== PSS_PARAMETERS) throw new Refusal(400, 'invalid_request');
    options.push('rsa_padding_mode:pss', 'rsa_pss_saltlen:32');
  }
  const words = ['pkeyutl', '-sign', '-inkey', key, ...options.flatMap((each) => ['-pkeyopt', each])];
  return execFileSync('openssl', words, { input: digest }).toString('base64');
}
