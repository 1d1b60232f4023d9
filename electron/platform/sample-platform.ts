import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, jwtVerify } from 'jose';

/* Test data: a learning platform on the loopback whose token service verifies assertions with jose; no product file imports it. */

export interface SamplePlatform {
  readonly url: string;
  /** Path and authorization of every question that came. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export interface SamplePages {
  readonly members: readonly (readonly unknown[])[];
  readonly results: readonly unknown[];
  /** In place of the next page's address. */
  readonly next?: string;
}

export async function startSamplePlatform(key: CryptoKey, pages: SamplePages): Promise<SamplePlatform> {
  const asked: string[] = [];
  const used = new Set<unknown>();
  let url = '';
  const token = async (request: IncomingMessage): Promise<[number, unknown]> => {
    const form = new URLSearchParams(await bodyOf(request));
    if (form.get('grant_type') !== 'client_credentials') return [400, {}];
    const { payload } = await jwtVerify(form.get('client_assertion') ?? '', key, {
      ...{ algorithms: ['RS256'], issuer: 'client-1', subject: 'client-1', audience: `${url}/token` },
      maxTokenAge: 600,
    });
    if (used.has(payload.jti)) return [401, {}];
    used.add(payload.jti);
    return [200, { access_token: `for ${form.get('scope')}`.replaceAll(' ', '_'), token_type: 'Bearer' }];
  };
  const server = createServer(async (request, response) => {
    asked.push(`${request.url} ${request.headers.authorization ?? ''}`);
    const at = new URL(request.url ?? '/', url);
    const page = Number(at.searchParams.get('page') ?? 0);
    let answer: [number, unknown] = [404, {}];
    try {
      if (at.pathname === '/token') answer = await token(request);
      else if (!request.headers.authorization?.startsWith('Bearer for_')) answer = [401, {}];
      else if (at.pathname === '/members') answer = [200, { id: url, members: pages.members[page] ?? [] }];
      else if (at.pathname === '/items/1/results') answer = [200, pages.results];
    } catch {
      answer = [401, {}];
    }
    if (at.pathname === '/members' && page + 1 < pages.members.length) {
      response.setHeader('link', `<${pages.next ?? `${url}/members?page=${page + 1}`}>; rel="next"`);
    }
    response.writeHead(answer[0], { 'content-type': 'application/json' }).end(JSON.stringify(answer[1]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request) body += piece;
  return body;
}
