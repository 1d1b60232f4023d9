import { join } from 'node:path';
import { tokenListUrl } from '../../shared/credential/status.ts';
import type { Published, PublishOrder } from '../../shared/desk/register.ts';
import type { Engine } from '../../shared/engine.ts';
import { organisationUrn } from '../../shared/issuer.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { prepareStatusSealer } from '../../shared/status/status-list.ts';
import { replaceFile } from '../files/replace.ts';
import { inSharedRegister } from '../postgres/open-shared.ts';
import { note } from './diary-file.ts';
import { makeFolder } from './folder.ts';
import { instant } from './prepare-batch.ts';
import { openFitSeal } from './seal-file.ts';

const DAY = 24 * 60 * 60 * 1000;

/**
 * Writes every status list of the register, sealed, under the names they are published by, and `status.csv` for people.
 * Problems: those of the seal; `seal.organisation-missing`. @throws StudioFault
 */
export async function publishStatus(
  order: PublishOrder,
  engine: Engine,
  at: Date,
): Promise<Outcome<Published>> {
  const opened = await openFitSeal(order, at);
  if (!opened.ok) return opened;
  const { seal } = opened.value;
  try {
    const { organisation, organizationIdentifier, text } = seal.certificate.subject;
    if (!organisation || !organizationIdentifier) {
      return refused({ code: 'seal.organisation-missing', facts: { subject: text, country: '' } });
    }
    const lists = await inSharedRegister(order.register, (register) => register.statusLists());
    const validUntil = instant(new Date(at.getTime() + order.days * DAY));
    const write = prepareStatusSealer(seal, engine, {
      issuer: { id: organisationUrn(organizationIdentifier, engine), name: organisation },
      validFrom: instant(at),
      validUntil,
    });
    makeFolder(order.out);
    const files: string[] = [];
    const put = async (name: string, bytes: Uint8Array) => {
      const path = join(order.out, name);
      await replaceFile(path, bytes);
      files.push(path);
    };
    const lines = ['list,index,status,validFrom,validUntil'];
    const valid = `${instant(at)},${validUntil}`;
    for (const list of lists) {
      const { bitstring, token } = await write(list);
      await put(nameIn(list.listUrl), bitstring);
      await put(nameIn(tokenListUrl(list)), token);
      for (const index of list.revoked) lines.push(`${list.listUrl},${index},revoked,${valid}`);
      for (const index of list.suspended) lines.push(`${list.listUrl},${index},suspended,${valid}`);
    }
    await put('status.csv', new TextEncoder().encode(`${lines.join('\r\n')}\r\n`));
    if (lists.length > 0) await note({ kind: 'status', of: order.register, until: validUntil }, at);
    return done({ files, revoked: lines.length - 1 });
  } finally {
    seal.close();
  }
}

/** What follows the institution's own address; made by us, so it holds no folder. */
function nameIn(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
