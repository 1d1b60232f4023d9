import type { BatchOrder } from '../../shared/desk/batch.ts';
import type { DueQuestion } from '../../shared/desk/due.ts';
import type { Policy } from '../../shared/desk/policy.ts';
import type { Desk } from '../../shared/desk.ts';
import { type Outcome, type Problem, refused } from '../../shared/problem.ts';
import { DEFAULT_EXPORTS, type ExportName } from '../../shared/template/exports.ts';
import { isDatabase } from '../register/address.ts';
import { showCredential } from '../studio/register-changes.ts';
import { openTemplate } from '../studio/template-file.ts';

/** What an order must keep to: the policy, or why nothing may be done while its file cannot be followed. */
export type Governing = () => Promise<Outcome<Policy | undefined>>;

/**
 * The same desk, whose orders are held against the institution's policy first, whoever gives them. What only reads and
 * verifies is not governed. Problems: `policy.refused` and those of `readPolicy`, which stop every governed order.
 */
export function govern(desk: Desk, policyOf: Governing, now: () => Date): Desk {
  const governed =
    <Order, Reply>(
      serve: (order: Order, policy?: Policy) => Promise<Reply>,
      ...rules: readonly Rule<NoInfer<Order>>[]
    ) =>
    async (order: Order) => {
      const policy = await policyOf();
      if (!policy.ok) return policy;
      for (const rule of rules) {
        const problem = policy.value && (await rule(order, policy.value, now()));
        if (problem) return refused(problem);
      }
      return serve(order, policy.value);
    };
  /** Orders that reach for the network when their register is a database, and are not governed when it is a file. */
  const reaching =
    <Order extends { readonly register?: string }, Reply>(serve: (order: Order) => Promise<Reply>) =>
    async (order: Order) =>
      order.register !== undefined && isDatabase(order.register) ? governed(serve)(order) : serve(order);
  return {
    ...desk,
    'register.open': reaching(desk['register.open']),
    'register.chains': reaching(desk['register.chains']),
    'register.show': reaching(desk['register.show']),
    'register.change': reaching(desk['register.change']),
    'register.figures': reaching(desk['register.figures']),
    'register.check': reaching(desk['register.check']),
    'audit.verify': reaching(desk['audit.verify']),
    'register.restore': reaching(desk['register.restore']),
    'batch.list': reaching(desk['batch.list']),
    'batch.show': reaching(desk['batch.show']),
    'batch.pause': reaching(desk['batch.pause']),
    'batch.cancel': reaching(desk['batch.cancel']),
    'batch.resume': reaching(desk['batch.resume']),
    'batch.work': governed(desk['batch.work']),
    'batch.issue': governed(
      (order: BatchOrder, policy) =>
        desk['batch.issue'](policy?.lowestLevel === 'T' ? { ...order, stampFirst: true } : order),
      timestamps,
      formats,
    ),
    'seal.cosign': governed(desk['seal.cosign'], timestamps),
    'record.make': governed(desk['record.make'], timestamps),
    'extend.files': governed(desk['extend.files'], authorities),
    'register.due': governed((question: DueQuestion, policy) =>
      desk['register.due'](withPolicy(question, policy)),
    ),
    'register.erase': governed(desk['register.erase'], retention),
    // What these may ask for is judged where it is asked; here only whether there is a policy to follow.
    'roster.fetch': governed(desk['roster.fetch']),
    'trust.fetch': governed(desk['trust.fetch']),
    'batch.deliver': governed(desk['batch.deliver']),
    'template.export': governed(desk['template.export']),
    'seal.inspect': governed(desk['seal.inspect']),
    'seal.controller': governed(desk['seal.controller']),
    'status.publish': governed(desk['status.publish']),
    'audit.seal': governed(desk['audit.seal']),
  };
}

type Rule<Order> = (order: Order, policy: Policy, now: Date) => Promise<Problem | undefined>;

interface Stamped {
  readonly timestamps?: readonly string[];
  readonly dryRun?: boolean;
}

const authorities: Rule<Stamped> = async ({ timestamps = [] }, policy) => {
  const foreign = policy.timestamps && timestamps.find((address) => !policy.timestamps?.includes(address));
  if (foreign !== undefined) return refusal('timestamps', new URL(foreign).host);
  // Where it is sent this is asked again; here a batch is spared that could seal nothing.
  const origins = policy.network?.timestamp;
  const barred = origins && timestamps.find((address) => !origins.includes(new URL(address).origin));
  return barred === undefined ? undefined : refusal('network.timestamp', new URL(barred).origin);
};

const timestamps: Rule<Stamped> = async (order, policy, now) => {
  if (policy.lowestLevel === 'T' && !order.timestamps?.length && !order.dryRun)
    return refusal('lowestLevel', 'B');
  return authorities(order, policy, now);
};

const formats: Rule<{ readonly template: string; readonly exports?: readonly ExportName[] }> = async (
  { template, exports },
  policy,
) => {
  if (!policy.formats) return undefined;
  const opened = exports ? undefined : await openTemplate(template);
  // A template that cannot be opened is told of by whoever is asked next.
  const own = opened?.ok ? (opened.value.template.exports ?? DEFAULT_EXPORTS) : [];
  const wanted = exports ?? own;
  const foreign = wanted.find((name) => !policy.formats?.includes(name));
  return foreign && refusal('formats', foreign);
};

const retention: Rule<{ readonly register: string; readonly credentials: readonly string[] }> = async (
  { register, credentials },
  { retentionYears = 0 },
  now,
) => {
  if (retentionYears === 0) return undefined;
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() - retentionYears);
  for (const credential of credentials) {
    const found = await showCredential(register, credential);
    if (found.ok && Date.parse(found.value.issuedAt) > latest.getTime())
      return refusal('retentionYears', credential);
  }
  return undefined;
};

/** The shorter time of keeping, and the longer time before anything is forgotten. */
function withPolicy(question: DueQuestion, { forgetYears, retentionYears }: Policy = {}): DueQuestion {
  const years = Math.min(question.years ?? Number.POSITIVE_INFINITY, forgetYears ?? Number.POSITIVE_INFINITY);
  const keptYears = Math.max(question.keptYears ?? 0, retentionYears ?? 0);
  return { ...question, ...(Number.isFinite(years) && { years }), ...(keptYears > 0 && { keptYears }) };
}

function refusal(setting: string, value: string): Problem {
  return { code: 'policy.refused', facts: { setting, value } };
}
