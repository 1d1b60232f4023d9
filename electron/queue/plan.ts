import type { BatchOrder } from '../../shared/desk/batch.ts';

/** Files that a desk names, and that need not lie where a worker is: certificates, revocation lists, OCSP answers. */
export const PLAN_FILES = ['timestampTrust', 'trust', 'crls', 'certificates', 'ocsps'] as const;
export type PlanFiles = (typeof PLAN_FILES)[number];

type Choices = Pick<
  BatchOrder,
  'languages' | 'exports' | 'timestamps' | 'level' | 'stampFirst' | 'online' | 'record'
>;

/** What workers make credentials from besides the learners. Template and choices are those of the desk that planned it. */
export interface BatchPlan extends Choices {
  /** The template's file, byte for byte. */
  readonly template: Uint8Array;
  /** Whether it is sealed with a test seal. */
  readonly test?: boolean;
  readonly files?: { readonly [Name in PlanFiles]?: readonly Uint8Array[] };
}

interface Written extends Omit<BatchPlan, 'template' | 'files'> {
  /** Base64, as all bytes. */
  readonly template: string;
  readonly files?: { readonly [Name in PlanFiles]?: readonly string[] };
}

/** As the register keeps it. */
export function writePlan({ template, files = {}, ...choices }: BatchPlan): string {
  const written: Written = {
    ...choices,
    template: Buffer.from(template).toString('base64'),
    files: eachFile(files, (bytes) => Buffer.from(bytes).toString('base64')),
  };
  return JSON.stringify(written);
}

export function readPlan(plan: string): BatchPlan {
  const { template, files = {}, ...choices } = JSON.parse(plan) as Written;
  const bytesOf = (told: string) => new Uint8Array(Buffer.from(told, 'base64'));
  return { ...choices, template: bytesOf(template), files: eachFile(files, bytesOf) };
}

function eachFile<From, To>(
  files: { readonly [Name in PlanFiles]?: readonly From[] },
  turn: (file: From) => To,
): { readonly [Name in PlanFiles]?: readonly To[] } {
  const turned = PLAN_FILES.flatMap((name) => {
    const told = files[name];
    return told ? [[name, told.map(turn)] as const] : [];
  });
  return Object.fromEntries(turned);
}
