import { setTimeout } from 'node:timers/promises';
import { send } from '../network/send.ts';
import { isSafe, type ServiceAddress } from './csc-address.ts';

/** Milliseconds to wait for an answer: a service may ask a person at its end. */
const PATIENCE = 60_000;
/** A chain of certificates in JSON is some ten kilobytes. */
const LARGEST_ANSWER = 1024 * 1024;
/** An access token is renewed this many milliseconds before its end. */
const MARGIN = 30_000;

/** What a service answered instead: the error code of RFC 6749 clause 5.2 or of the API's clause 10.1. */
export class ServiceRefusal extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(`the service refuses: ${reason}`);
    this.reason = reason;
  }
}

export type ServiceAnswer = Readonly<Record<string, unknown>>;

/** The service, asked in the name of one client. */
export interface Service {
  /** One method of the API, such as `credentials/info`. @throws ServiceRefusal, or what the network throws. */
  ask(method: string, order: ServiceAnswer): Promise<ServiceAnswer>;
}

/**
 * Client of the Cloud Signature Consortium API 2, authorised by OAuth 2 client credentials (RFC 6749 clause 4.4). The
 * secret goes to the token endpoint and nowhere else.
 */
export function openService({ base, client }: ServiceAddress, secret: string, now: () => number): Service {
  let endpoint: string | undefined;
  let token: { readonly value: string; readonly until: number } | undefined;

  async function findEndpoint(): Promise<string> {
    // Clause 11.1: `info` needs no authorisation and says where the authorisation server is.
    const { oauth2 } = await post(`${base}/info`, JSON.stringify({}), { 'content-type': 'application/json' });
    const said = typeof oauth2 === 'string' && oauth2 !== '' ? oauth2.replace(/\/+$/, '') : base;
    if (!URL.canParse(said) || !isSafe(new URL(said))) throw new ServiceRefusal('oauth2');
    return `${said}/oauth2/token`;
  }

  async function accessToken(): Promise<string> {
    if (token && now() < token.until) return token.value;
    endpoint ??= await findEndpoint();
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'service',
      client_id: client,
      client_secret: secret,
    });
    const answer = await post(endpoint, form.toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    });
    const { access_token: value, expires_in: seconds } = answer;
    if (typeof value !== 'string' || value === '') throw new ServiceRefusal('access_token');
    const lasting = typeof seconds === 'number' && seconds > 0 ? seconds * 1000 - MARGIN : 0;
    token = { value, until: now() + Math.max(0, lasting) };
    return value;
  }

  return {
    async ask(method, order) {
      const authorization = `Bearer ${await accessToken()}`;
      return post(`${base}/${method}`, JSON.stringify(order), {
        'content-type': 'application/json',
        authorization,
      });
    },
  };
}

async function post(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<ServiceAnswer> {
  const stop = new AbortController();
  const patience = setTimeout(PATIENCE, undefined, { signal: stop.signal, ref: false }).then(
    () => stop.abort(),
    () => {},
  );
  try {
    // Never followed elsewhere: what is sent is a secret or a token.
    const request = { method: 'POST', body, headers: { accept: 'application/json', ...headers } } as const;
    const answer = await send('seal-service', url, { ...request, signal: stop.signal });
    const told = readJson(await readBounded(answer));
    if (!answer.ok) throw new ServiceRefusal(codeOf(told.error) ?? `HTTP ${answer.status}`);
    return told;
  } finally {
    stop.abort();
    await patience;
  }
}

async function readBounded(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    length += chunk.length;
    if (length > LARGEST_ANSWER) throw new ServiceRefusal('answer too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readJson(text: string): ServiceAnswer {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

export function isRecord(value: unknown): value is ServiceAnswer {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Only what looks like a code: descriptions are free text, and might repeat what was sent. */
function codeOf(error: unknown): string | undefined {
  return typeof error === 'string' && /^[A-Za-z_.-]{1,60}$/.test(error) ? error : undefined;
}
