import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeZip, type ZipEntry } from '../../shared/archive-writer.ts';
import type { Delivered, DeliveryOrder } from '../../shared/desk/delivery.ts';
import type { Engine } from '../../shared/engine.ts';
import { isMailAddress } from '../../shared/outputs/mail-draft.ts';
import { type MergeRow, writeMailMerge } from '../../shared/outputs/mail-merge.ts';
import { type ManifestFile, writeManifest, writeSums } from '../../shared/outputs/manifest.ts';
import { readPattern, STANDARD_PATTERN } from '../../shared/outputs/name-pattern.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import { replaceFile } from '../files/replace.ts';
import { sha256Of } from '../files/sha256.ts';
import { openSharedRegister } from '../postgres/open-shared.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { writeBatchReport } from './deliver-report.ts';
import { draftOf, profileLinkOf } from './delivery-letter.ts';
import { makeParcels, type Parcel } from './delivery-parcel.ts';
import { makeFolder } from './folder.ts';
import { openFitSeal } from './seal-file.ts';

export interface DeliveryTools {
  readonly engine: Engine;
  readonly now: () => Date;
}

/** The folder, within the order's own and within the archive, that learners' files go into. */
const LEARNERS = 'credentials';

/**
 * Writes what a batch hands out: learners' files under names of the clerk's own, in a folder, an archive or both, with
 * their digests; letters; a sealed report. One learner's files are in memory at a time. A learner whose files are not
 * what was sealed is left out; the others go on. Once all is written their rows in the batch are `delivered`.
 * Problems: `batch.unknown`, `output.pattern-wrong`, `output.folder-taken`, `output.nothing`, `usage.value-wrong` for an
 * address, those of the seal. @throws StudioFault when disk or register fail.
 */
export async function deliverBatch(order: DeliveryOrder, tools: DeliveryTools): Promise<Outcome<Delivered>> {
  const nameOf = readPattern(order.names ?? STANDARD_PATTERN);
  if (!nameOf.ok) return nameOf;
  const { draftsFrom } = order;
  if (draftsFrom !== undefined && !isMailAddress(draftsFrom)) {
    return refused({ code: 'usage.value-wrong', facts: { option: 'draftsFrom', value: draftsFrom } });
  }
  const out = resolve(order.out);
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory() && readdirSync(out).length > 0) {
    return refused({ code: 'output.folder-taken', where: { file: out } });
  }
  // Before anything is written: a wrong password shall not cost a delivery.
  const opened = order.report ? await openFitSeal(order.report, tools.now()) : undefined;
  if (opened?.ok === false) return opened;
  try {
    const register = await openSharedRegister(order.register);
    try {
      const job = await register.job(order.batch);
      const issued = await register.issuedIn(order.batch);
      if (!job) {
        const facts = { batch: order.batch };
        return refused({ code: 'batch.unknown', where: { file: order.register }, facts });
      }
      if (issued.length === 0) return refused({ code: 'output.nothing', where: { file: order.register } });
      const parcels = makeParcels(register, order, issued, nameOf.value, tools.engine);
      const delivery = new Delivery({ ...order, out }, register, parcels, tools);
      const written = await delivery.write();
      if (!written.ok) return written;
      const made = opened
        ? await writeBatchReport(delivery.facts(), { ...opened.value, ...tools, register, job, order, out })
        : [];
      return done({ ...written.value, made: [...written.value.made, ...made] });
    } finally {
      await register.close();
    }
  } finally {
    opened?.value.seal.close();
  }
}

class Delivery {
  readonly #order: DeliveryOrder;
  readonly #register: SharedRegister;
  readonly #parcels: AsyncIterable<Outcome<Parcel>>;
  readonly #tools: DeliveryTools;
  readonly #files: ManifestFile[] = [];
  readonly #handedOut: string[] = [];
  readonly #leftOut: Problem[] = [];
  readonly #merged: MergeRow[] = [];
  readonly #formats = new Map<string, number>();
  #drafts = 0;
  #withoutAddress = 0;
  #manifest = '';

  constructor(
    order: DeliveryOrder,
    register: SharedRegister,
    parcels: AsyncIterable<Outcome<Parcel>>,
    tools: DeliveryTools,
  ) {
    this.#order = order;
    this.#register = register;
    this.#parcels = parcels;
    this.#tools = tools;
  }

  async write(): Promise<Outcome<Delivered>> {
    const { out, form, batch } = this.#order;
    makeFolder(out);
    const made: string[] = [];
    if (form === 'folder') for await (const _ of this.#entries());
    else {
      const path = join(out, `${LEARNERS}.zip`);
      await replaceFile(path, writeZip(this.#entries(), this.#tools.engine));
      made.push(path);
    }
    const [first, ...more] = this.#leftOut;
    if (this.#handedOut.length === 0 && first) return refused(first, ...more);
    for (const { name, bytes } of this.#lists()) {
      await replaceFile(join(out, name), bytes);
      made.push(join(out, name));
    }
    if (this.#order.mailMerge) {
      const path = join(out, 'mail-merge.csv');
      await replaceFile(path, writeMailMerge(this.#merged));
      made.push(path);
    }
    await this.#register.deliverRows(batch, this.#handedOut);
    return done({
      ...{ out, made, credentials: this.#handedOut.length, files: this.#files.length },
      ...{ drafts: this.#drafts, withoutAddress: this.#withoutAddress, leftOut: this.#leftOut },
    });
  }

  /** What a report tells of it. */
  facts() {
    return {
      formats: [...this.#formats].map(([format, count]) => ({ format, count })),
      leftOut: this.#leftOut.length,
      manifestSha256: this.#manifest,
    };
  }

  /** Of the archive; those of the folder are written on the way. */
  async *#entries(): AsyncGenerator<ZipEntry> {
    for await (const parcel of this.#parcels) {
      if (!parcel.ok) {
        this.#leftOut.push(...parcel.problems);
        continue;
      }
      for (const { path, bytes, sha256, format } of parcel.value.files) {
        const name = `${LEARNERS}/${path}`;
        await this.#intoFolder(name, bytes);
        yield { name, bytes };
        const told = { path: name, bytes: bytes.length, sha256, serial: parcel.value.row.serial };
        this.#files.push({ ...told, ...(format && { format }) });
      }
      for (const { format } of parcel.value.sealed) {
        this.#formats.set(format, (this.#formats.get(format) ?? 0) + 1);
      }
      await this.#letter(parcel.value);
      this.#handedOut.push(parcel.value.row.id);
    }
    if (this.#handedOut.length > 0) yield* this.#lists();
  }

  async #intoFolder(name: string, bytes: Uint8Array): Promise<void> {
    if (this.#order.form === 'zip') return;
    const path = join(this.#order.out, ...name.split('/'));
    makeFolder(join(path, '..'));
    await replaceFile(path, bytes);
  }

  async #letter(parcel: Parcel): Promise<void> {
    const { draftsFrom, mailMerge, out } = this.#order;
    const link = profileLinkOf(parcel.row, this.#order);
    if (mailMerge) {
      const files = parcel.files.map(({ path }) => `${LEARNERS}/${path}`);
      const { row, language } = parcel;
      this.#merged.push({ row, language, files, ...(link !== undefined && { profileLink: link }) });
    }
    if (draftsFrom === undefined) return;
    const { bytes, addressed } = draftOf(parcel, { from: draftsFrom, at: this.#tools.now(), link });
    makeFolder(join(out, 'drafts'));
    await replaceFile(join(out, 'drafts', `${parcel.stem}.eml`), bytes);
    this.#drafts++;
    if (!addressed) this.#withoutAddress++;
  }

  #lists(): readonly ZipEntry[] {
    const manifest = writeManifest(this.#order.batch, this.#files);
    this.#manifest = sha256Of(manifest);
    return [
      { name: 'manifest.json', bytes: manifest },
      { name: 'SHA256SUMS', bytes: writeSums(this.#files) },
    ];
  }
}
