import type { FetchOrder } from '../../../shared/desk/roster.ts';
import { done, refused } from '../../../shared/problem.ts';
import { isPlatformAddress } from '../../platform/ask.ts';
import { defineCommand, tell } from '../command.ts';
import { EXIT } from '../exit.ts';
import { needed, nothingElse, one, text, wrong } from '../options.ts';

const ADDRESSES = ['token', 'members', 'line-item'] as const;

export const rosterFetchCommand = defineCommand<FetchOrder>({
  name: 'roster fetch',
  summary: 'ask a learning platform for the learners of a course',
  help: `sealwright roster fetch --token URL --client-id ID --key KEY.pem --members URL [--line-item URL] --out R.xlsx

Asks an LTI Advantage platform (Names and Role Provisioning Services 2.0, Assignment and Grade Services 2.0) for the
active learners of a course and their results, and writes them as a workbook. Read with "sealwright roster map".

  --token URL        the platform's token service; https, as all addresses but those of this machine
  --client-id ID     the institution's registration with the platform
  --key FILE         its private key, RSA, PKCS#8 PEM; the platform has the public half
  --key-id ID        the name under which the platform knows the key
  --audience TEXT    what the platform wants as audience, when not the address of its token service
  --members URL      context_memberships_url of the course
  --line-item URL    lineitem whose results are wanted
  --out FILE         the workbook to write`,
  options: {
    ...{ token: one, 'client-id': one, key: one, 'key-id': one, audience: one },
    ...{ members: one, 'line-item': one, out: one },
  },
  read(values, files) {
    const [first, ...more] = [
      ...needed(values, 'token', 'client-id', 'key', 'members', 'out'),
      ...nothingElse(files),
    ];
    if (first) return refused(first, ...more);
    const bad = ADDRESSES.find(
      (name) => values[name] !== undefined && !isPlatformAddress(text(values[name])),
    );
    // What stands in an address may be a secret.
    if (bad) return refused(wrong(`--${bad}`, '…'));
    return done({
      tokenUrl: text(values.token),
      clientId: text(values['client-id']),
      key: text(values.key),
      ...(values['key-id'] !== undefined && { keyId: text(values['key-id']) }),
      ...(values.audience !== undefined && { audience: text(values.audience) }),
      members: text(values.members),
      ...(values['line-item'] !== undefined && { lineItem: text(values['line-item']) }),
      out: text(values.out),
    });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('roster.fetch', order), voice, (fetched) => {
      voice.object({ kind: 'result', ...fetched });
      voice.line(`${fetched.out}: ${fetched.learners}`);
      return EXIT.ok;
    });
  },
});
