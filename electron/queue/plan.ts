import type { BatchOrder } from '../../shared/desk/batch.ts';

/** What workers make credentials from besides the learners. Template and choices are those of the desk that planned it. */
export interface BatchPlan extends Pick<BatchOrder, 'languages' | 'exports' | 'timestamps'> {
  /** The template's file, byte for byte. */
  readonly template: Uint8Array;
}

interface Written extends Omit<BatchPlan, 'template'> {
  /** Base64. */
  readonly template: string;
}

/** As the register keeps it. */
export function writePlan({ template, languages, exports, timestamps }: BatchPlan): string {
  const written: Written = {
    template: Buffer.from(template).toString('base64'),
    ...(languages && { languages }),
    ...(exports && { exports }),
    ...(timestamps && { timestamps }),
  };
  return JSON.stringify(written);
}

export function readPlan(plan: string): BatchPlan {
  const { template, ...choices } = JSON.parse(plan) as Written;
  return { ...choices, template: new Uint8Array(Buffer.from(template, 'base64')) };
}
