import { join } from 'node:path';
import type { Role } from '../../shared/desk/office.ts';
import type { Reply } from '../../shared/desk/reply.ts';
import { DESK_NAMES, type Desk, type DeskName } from '../../shared/desk.ts';
import type { Sessions } from './sessions.ts';

/** Who may give an order that tells a register; whoever is not listed here only has to be somebody of the office. */
const ROLES_FOR: { readonly [Name in DeskName]?: readonly Role[] } = {
  'batch.issue': ['issuer'],
  'batch.resume': ['issuer'],
  'batch.work': ['issuer'],
  'batch.pause': ['issuer', 'approver'],
  'batch.deliver': ['issuer'],
  'batch.cancel': ['issuer', 'approver'],
  'register.change': ['issuer'],
  'print.send': ['issuer'],
  'print.file': ['issuer'],
  'register.change-many': ['issuer'],
  'status.publish': ['issuer'],
  'extend.files': ['issuer'],
  'seal.cosign': ['issuer'],
  'record.make': ['issuer'],
  'register.erase': ['approver'],
  'person.export': ['issuer', 'approver', 'auditor'],
  'register.backup': ['approver', 'auditor'],
  'register.encrypt': ['approver'],
  'register.decrypt': ['approver'],
  'audit.seal': ['auditor', 'issuer'],
  'audit.export': ['auditor', 'approver'],
};

/** They tell no register: a template is a file. Whoever is signed in anywhere has to be a designer there. */
const DESIGNING: ReadonlySet<DeskName> = new Set([
  'template.save',
  'template.font',
  'template.sign-off',
  'shelf.duplicate',
  'shelf.rename',
  'shelf.discard',
  'shelf.restore',
]);

/** These see to it themselves, or put a register where none is. */
const OPEN: ReadonlySet<DeskName> = new Set([
  'office.show',
  'office.appoint',
  'office.change',
  'office.dismiss',
  'office.rule',
  'office.sign-in',
  'batch.decide',
  'register.restore',
  'register.unlock',
  'settings.save',
  'doctor.examine',
  // Read from the register that is open: asked there, since it is asked at every key and at every turn of the wheel.
  'register.entries',
  'verify.file',
  'verify.report',
]);

type Serve = (order?: unknown) => Promise<Reply<unknown>>;

/** The same desk, for the officers of each register. */
export function guardOffice(desk: Desk, sessions: Sessions): Desk {
  const guarded = DESK_NAMES.map((name) => {
    const serve = desk[name] as Serve;
    if (OPEN.has(name)) return [name, serve];
    const guard: Serve = async (order) => {
      if (DESIGNING.has(name)) {
        const allowed = await sessions.allowEverywhere('designer');
        if (!allowed.ok) return allowed;
      }
      const path = registerOf(name, order);
      if (path !== undefined) {
        const dry = isRecord(order) && order.dryRun === true;
        const allowed = await sessions.allow(path, dry ? undefined : ROLES_FOR[name]);
        if (!allowed.ok) return allowed;
      }
      return serve(order);
    };
    return [name, guard];
  });
  return Object.fromEntries(guarded) as unknown as Desk;
}

function registerOf(name: DeskName, order: unknown): string | undefined {
  if (!isRecord(order)) return undefined;
  if (typeof order.register === 'string') return order.register;
  const { out } = order;
  return name === 'batch.issue' && typeof out === 'string' ? join(out, 'register.sqlite') : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
