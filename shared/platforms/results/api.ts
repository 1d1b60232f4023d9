import type { SummaryRow } from '../../formats/summary/row.ts';

/** As JSON: what was issued, for programs of the institution, in the form that `openApi` describes. */
export function issuedJson(rows: readonly SummaryRow[]): Uint8Array {
  return json({ schema: 'sealwright-issued/1', total: rows.length, credentials: rows });
}

/**
 * OpenAPI 3.1 of a folder that is served as it stands: `issued.json` is what `GET /issued.json` answers, and each
 * learner's file lies below `credentials/`.
 */
export function openApi(version: string): Uint8Array {
  return json({
    openapi: '3.1.0',
    info: { title: 'Credentials issued with Sealwright', version },
    paths: {
      '/issued.json': {
        get: {
          operationId: 'listIssued',
          summary: 'Every credential that was issued into this folder',
          responses: {
            200: {
              description: 'All of them, in the order of the register',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Issued' } } },
            },
          },
        },
      },
      '/credentials/{name}': {
        get: {
          operationId: 'readFile',
          summary: 'One sealed file',
          parameters: [{ name: 'name', in: 'path', required: true, schema: { type: 'string' } }],
          responses: {
            200: { description: 'The file as it was sealed', content: { '*/*': {} } },
            404: { description: 'There is none of this name' },
          },
        },
      },
    },
    components: { schemas: { Issued: ISSUED, Credential: CREDENTIAL } },
  });
}

const text = { type: 'string' } as const;
const day = { type: 'string', format: 'date' } as const;

const CREDENTIAL = {
  type: 'object',
  required: ['serial', 'id', 'name', 'title', 'awardedOn', 'issuedAt', 'files'],
  properties: {
    ...{ serial: text, id: { type: 'string', format: 'uri' }, name: text, title: text },
    ...{ awardedOn: day, issuedAt: { type: 'string', format: 'date-time' } },
    ...{ givenName: text, familyName: text, birthDate: day, studentId: text, email: text },
    ...{ kind: text, grade: text, awardingBody: text, issuer: text, validUntil: text },
    ...{ hours: { type: 'number', minimum: 0 }, ects: { type: 'number', minimum: 0 } },
    eqf: { type: 'integer', minimum: 1, maximum: 8 },
    test: { type: 'boolean', description: 'Sealed with a test seal: no legal effect' },
    files: {
      type: 'array',
      items: {
        type: 'object',
        required: ['format', 'name', 'sha256'],
        properties: { format: text, name: text, sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
      },
    },
  },
} as const;

const ISSUED = {
  type: 'object',
  required: ['schema', 'total', 'credentials'],
  properties: {
    schema: { const: 'sealwright-issued/1' },
    total: { type: 'integer', minimum: 0 },
    credentials: { type: 'array', items: { $ref: '#/components/schemas/Credential' } },
  },
} as const;

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}
