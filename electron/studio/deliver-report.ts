import { join } from 'node:path';
import type { DeliveryOrder } from '../../shared/desk/delivery.ts';
import type { Engine } from '../../shared/engine.ts';
import { type BatchReport, layOutBatchReport } from '../../shared/report/batch-report.ts';
import { isTestSeal } from '../../shared/sealing/fitness.ts';
import { prepareJsonSealer } from '../../shared/sealing/jades.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import { replaceFile } from '../files/replace.ts';
import type { Job } from '../register/jobs.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { instant } from './prepare-batch.ts';
import { reportFonts, sayFrom, writePages } from './report-paper.ts';

interface Delivery {
  readonly formats: BatchReport['files'];
  readonly leftOut: number;
  readonly manifestSha256: string;
}

interface Means {
  readonly seal: Seal;
  readonly engine: Engine;
  readonly now: () => Date;
  readonly register: SharedRegister;
  readonly job: Job;
  readonly order: DeliveryOrder;
  readonly out: string;
}

/** The batch's report as JAdES and as PAdES with the same JSON inside. @returns their paths. */
export async function writeBatchReport(delivery: Delivery, means: Means): Promise<readonly string[]> {
  const { seal, engine, order, out } = means;
  const now = means.now();
  const report = await reportOf(delivery, means, instant(now));
  const json = new TextEncoder().encode(`${JSON.stringify(report, null, 2)}\n`);
  const sealing = { at: report.reportedAt, contentType: 'application/json' };
  const sealed = await prepareJsonSealer(seal, engine).seal(json, sealing);
  const { language } = order;
  const say = sayFrom(language, ['outputs']);
  const moment = (time: string) => say.moment(new Date(time));
  const pages = layOutBatchReport({ report, language, say, moment, fonts: reportFonts() });
  const attachment = { name: 'batch-report.json', description: report.schema, bytes: sealed };
  const title = say('outputs:report.title');
  const pdf = await writePages({ pages, title, language, attachment, engine, now, seal });
  const paths = [join(out, 'batch-report.json'), join(out, 'batch-report.pdf')] as const;
  await replaceFile(paths[0], sealed);
  await replaceFile(paths[1], pdf);
  return paths;
}

async function reportOf(
  { formats, leftOut, manifestSha256 }: Delivery,
  { seal, register, job: begun, order }: Means,
  reportedAt: string,
): Promise<BatchReport> {
  // As it stands now that its rows are delivered.
  const job = (await register.job(begun.batch)) ?? begun;
  const [first] = await register.issuedIn(job.batch);
  const issued = first && (await register.show(first.id));
  const { planned, refused, already, verified, delivered } = job.rows;
  const { subject } = seal.certificate;
  return {
    schema: 'sealwright-batch-report/1',
    batch: job.batch,
    register: register.id,
    institution: subject.organisation ?? subject.text,
    template: {
      ...(issued && { title: issued.title, id: issued.templateId, version: issued.templateVersion }),
      sha256: job.templateSha256,
    },
    roster: { sha256: job.rosterSha256 },
    seal: { certificateSha256: job.certificateSha256, test: isTestSeal(seal.certificate) },
    ...{ begunAt: job.startedAt, changedAt: job.changedAt, reportedAt, state: job.state },
    counts: {
      rows: planned + refused + already + verified + delivered,
      ...{ issued: verified + delivered, already, refused, planned, delivered },
    },
    ...{ leftOut, files: formats, refused: await register.refusedRows(order.batch), manifestSha256 },
  };
}
