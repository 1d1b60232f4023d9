import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { send } from './send.ts';

test('a connection that is cut before it answers is asked once more, where that spends nothing', async () => {
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    if (asked === 1 || asked > 2) request.socket.destroy();
    else response.end('here');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    const answer = await send('timestamp', address, { method: 'POST', body: 'query' });
    assert.deepEqual([await answer.text(), asked], ['here', 2]);
    await assert.rejects(send('revocation', address, {}));
    assert.equal(asked, 4, 'and no more than once');
    await assert.rejects(send('seal-service', address, { method: 'POST', body: 'sign' }));
    assert.equal(asked, 5, 'a signature may have been made');
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});
