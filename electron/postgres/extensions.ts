import { placeAfter } from '../register/chain.ts';
import { type ExtensionRecord, extensionRecordOf, filesAfter } from '../register/extensions.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { endOf, insertInto } from './chain-end.ts';
import type { Session, Writing } from './connection.ts';

type Raised = Pick<ExtensionRecord, 'credential' | 'from_sha256' | 'to_sha256' | 'level'>;

/** Files whose seals were raised since they were issued. */
export function extensionsIn(session: Session, registerId: string, writing: Writing) {
  const parts: Pick<SharedRegister, 'extend' | 'credentialWith' | 'filesNow'> = {
    extend: (extension) =>
      writing(async (within) => {
        const place = placeAfter(await endOf(within, 'extensions'), registerId);
        await insertInto(within, 'extensions', extensionRecordOf(extension, place));
      }),
    async credentialWith(sha256) {
      const [found] = await session.query<{ id: string }>(
        `SELECT credential AS id FROM extensions WHERE to_sha256 = $1
         UNION ALL SELECT id FROM entries WHERE files::jsonb @> $2::jsonb LIMIT 1`,
        [sha256, JSON.stringify([{ sha256 }])],
      );
      return found?.id;
    },
    filesNow: async (credential, digests) => (await raisedOf(session, [credential]))(credential, digests),
  };
  return parts;
}

/** What became of the files of these credentials, for whoever asks about several at once. */
export async function raisedOf({ query }: Session, credentials: readonly string[]) {
  const all =
    credentials.length === 0
      ? []
      : await query<Raised>(
          `SELECT credential, from_sha256, to_sha256, level FROM extensions
           WHERE credential = ANY ($1) ORDER BY number`,
          [credentials],
        );
  return (credential: string, digests: readonly string[]) =>
    filesAfter(
      all.filter((raised) => raised.credential === credential),
      digests,
    );
}
