import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { Desk, DeskEvent } from '../shared/desk.ts';
import { done, StudioFault } from '../shared/problem.ts';
import { answer, askHere, connectDesk, type Port, serveDesk, tellThrough } from './port.ts';

const about = { version: '1', languages: ['en'] } as const;

/** Every name but the asked one fails the test. */
function deskWith(part: Partial<Desk>): Desk {
  return new Proxy(part as Desk, {
    get: (target, name) =>
      Reflect.get(target, name) ?? (() => Promise.reject(new Error(`${String(name)} was reached`))),
  });
}

const wrong = { ok: false, problems: [{ code: 'desk.request-wrong' }] };
const issue = { template: 't', roster: 'r', seal: 's', out: 'o', password: 'p', dryRun: false };

for (const [what, name, order] of [
  ['an unknown name', 'studio.destroy', []],
  ['a name of every object', 'constructor', []],
  ['an order too many', 'studio.about', [{}]],
  ['no order', 'template.check', []],
  ['a field missing', 'batch.issue', [{ ...issue, password: undefined }]],
  ['a field of another kind', 'batch.issue', [{ ...issue, dryRun: 'no' }]],
  ['a field too many', 'batch.issue', [{ ...issue, force: true }]],
  ['a language that is none', 'batch.issue', [{ ...issue, languages: ['en', 'xx'] }]],
  ['a path with a zero in it', 'template.check', [{ template: 'a\0b' }]],
  ['an empty path', 'register.open', [{ register: '' }]],
  ['a list for an object', 'register.open', [['register']]],
  ['null for an object', 'register.open', [null]],
  ['a page without end', 'register.entries', [{ search: '', offset: 0, limit: 1e9 }]],
  ['half an entry', 'register.entries', [{ search: '', offset: 0.5, limit: 1 }]],
  ['a prototype', 'template.check', [JSON.parse('{"template":"t","__proto__":"x"}')]],
] as const) {
  test(`${what} never reaches the studio`, async () => {
    assert.deepEqual(await answer(deskWith({}), name, order), wrong);
  });
}

test('what the contract allows reaches it, with optional fields or without', async () => {
  const seen: unknown[] = [];
  const desk = deskWith({
    'batch.issue': async (order) => {
      seen.push(order);
      throw new StudioFault('register.busy', { file: 'register.sqlite' });
    },
  });
  const busy = { ok: false, problems: [{ code: 'register.busy', facts: { file: 'register.sqlite' } }] };
  assert.deepEqual(await answer(desk, 'batch.issue', [issue]), busy);
  const whole = { ...issue, register: 'x', languages: ['en', 'el'] as const };
  assert.deepEqual(await askHere(desk)('batch.issue', whole), busy);
  assert.deepEqual(seen, [issue, whole]);
});

test('a fault nobody foresaw is a problem too', async () => {
  const desk = deskWith({
    'studio.about': () => Promise.reject(new TypeError('undefined is not a function')),
  });
  assert.deepEqual(await answer(desk, 'studio.about', []), {
    ok: false,
    problems: [{ code: 'desk.fault', facts: { detail: 'undefined is not a function' } }],
  });
});

test('questions asked together get their own answers, and events come through', async () => {
  const { port1, port2 } = new MessageChannel();
  const desk = deskWith({
    'studio.about': async () => done(about),
    'batch.cancel': async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return done(null);
    },
  });
  serveDesk(port1 as Port, desk);
  const heard: DeskEvent[] = [];
  const { ask } = connectDesk(port2 as Port, (event) => heard.push(event));
  const slow = ask('batch.cancel', { batch: 'b' });
  const event: DeskEvent = { kind: 'batch.refused', batch: 'b', row: 2, problems: [] };
  tellThrough(port1 as Port)(event);
  assert.deepEqual(await ask('studio.about'), { ok: true, value: about });
  assert.deepEqual(await slow, { ok: true, value: null });
  assert.deepEqual(heard, [event]);
  port1.close();
});

test('messages that are no questions are passed over', async () => {
  const { port1, port2 } = new MessageChannel();
  serveDesk(port1 as Port, deskWith({ 'studio.about': async () => done(about) }));
  const { ask } = connectDesk(port2 as Port, () => undefined);
  for (const noise of [
    null,
    1,
    'x',
    {},
    { question: 'x', name: 'studio.about', order: [] },
    { answer: 99, reply: {} },
  ]) {
    port2.postMessage(noise);
  }
  assert.deepEqual(await ask('studio.about'), { ok: true, value: about });
  port1.close();
});

test('the studio answers from a thread of its own', async () => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url));
  const { ask } = connectDesk(worker as Port, () => undefined);
  const reply = await ask('studio.about');
  assert.equal(reply.ok && reply.value.languages.length, 24);
  assert.deepEqual(await ask('register.entries', { search: '', offset: 0, limit: 1 }), wrong);
  const missing = await ask('register.open', { register: '/nowhere/register.sqlite' });
  assert.equal(!missing.ok && missing.problems[0].code, 'file.not-found');
  await worker.terminate();
});

test('whoever waits for a studio that ended is told so', async () => {
  const { port1, port2 } = new MessageChannel();
  const { ask, hangUp } = connectDesk(port2 as Port, () => undefined);
  const asked = ask('studio.about');
  hangUp();
  const reply = await asked;
  assert.equal(!reply.ok && reply.problems[0].code, 'desk.fault');
  port1.close();
});
