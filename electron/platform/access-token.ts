import { createPrivateKey, type KeyObject, randomUUID, sign } from 'node:crypto';
import { done, type Outcome } from '../../shared/problem.ts';
import { askPlatform, refusal } from './ask.ts';

/** How the institution's tool is registered with its platform. */
export interface Registration {
  /** Address of the platform's token service. */
  readonly tokenUrl: string;
  readonly clientId: string;
  /** PKCS#8 PEM of an RSA key of 2048 bits or more, whose public half the platform has. */
  readonly privateKey: string;
  /** As the platform knows the key; it may know only one. */
  readonly keyId?: string;
  /** Of the assertion; the token service's address when untold, as the specification has it. */
  readonly audience?: string;
}

/** Seconds; the assertion is used once, at once. */
const LIFETIME = 300;

/** A key for `privateKey`; undefined when it is none that RS256 may be signed with. */
function readClientKey(pem: string): KeyObject | undefined {
  try {
    const key = createPrivateKey(pem);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return key.asymmetricKeyType === 'rsa' && bits >= 2048 ? key : undefined;
  } catch {
    return undefined;
  }
}

/**
 * 1EdTech Security Framework 1.0 clause 4.1, "Using OAuth 2.0 Client-Credentials Grant" with a JSON Web Token as client
 * assertion (RFC 7523), RS256. Problem: `platform.refused`.
 */
export async function fetchAccessToken(
  registration: Registration,
  scopes: readonly string[],
  now: Date,
): Promise<Outcome<string>> {
  const { tokenUrl, clientId, keyId, audience = tokenUrl } = registration;
  const key = readClientKey(registration.privateKey);
  if (!key) return refusal(tokenUrl, 'key');
  const issuedAt = Math.floor(now.getTime() / 1000);
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: audience,
    iat: issuedAt,
    exp: issuedAt + LIFETIME,
    jti: randomUUID(),
  };
  const header = { typ: 'JWT', alg: 'RS256', ...(keyId !== undefined && { kid: keyId }) };
  const signed = `${base64url(header)}.${base64url(claims)}`;
  const assertion = `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
  const reply = await askPlatform(tokenUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      scope: scopes.join(' '),
    }),
  });
  if (!reply.ok) return reply;
  const { json } = reply.value;
  const token = isObject(json) ? json.access_token : undefined;
  return typeof token === 'string' && /^[\x21-\x7e]{1,8192}$/.test(token)
    ? done(token)
    : refusal(tokenUrl, 'access_token');
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
