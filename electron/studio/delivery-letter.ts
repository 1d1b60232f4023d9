import type { DeliveryOrder } from '../../shared/desk/delivery.ts';
import type { SummaryRow } from '../../shared/formats/summary/row.ts';
import { SEALED_FORMATS } from '../../shared/issue/sealed-file.ts';
import { isMailAddress, writeDraft } from '../../shared/outputs/mail-draft.ts';
import { addToProfile } from '../../shared/platforms/results/linked-in.ts';
import { sayIn } from '../files/words.ts';
import type { Parcel } from './delivery-parcel.ts';

interface Letter {
  readonly from: string;
  readonly at: Date;
  readonly link: string | undefined;
}

/** A learner's e-mail in their credential's primary language, with all their files; to be read and sent by a person. */
export function draftOf(
  { row, language, sealed, files }: Parcel,
  { from, at, link }: Letter,
): { readonly bytes: Uint8Array; readonly addressed: boolean } {
  const say = sayIn(language, 'outputs');
  const { name, title, serial, email, awardingBody, issuer } = row;
  const facts = { name, title, serial, institution: awardingBody ?? issuer ?? '' };
  const lines = [
    say('mail.text', facts),
    ...(link === undefined ? [] : [say('mail.link', { link })]),
    say('mail.greeting', facts),
  ];
  const addressed = email !== undefined && isMailAddress(email);
  const packed = files.length === 1 && files[0]?.path.endsWith('.zip') ? files[0] : undefined;
  const bytes = writeDraft({
    ...{ from, at, language, id: row.id.replace(/^urn:uuid:/, '') },
    ...(addressed && { to: { name, address: email } }),
    subject: say('mail.subject', facts),
    text: `${lines.join('\n\n')}\n`,
    attachments: packed
      ? [{ name: packed.path, mediaType: 'application/zip', bytes: packed.bytes }]
      : sealed.map(({ name: file, format, bytes: content }) => ({
          name: file,
          mediaType: SEALED_FORMATS[format].mediaType,
          bytes: content,
        })),
  });
  return { bytes, addressed };
}

/** A test credential is nothing to show. */
export function profileLinkOf(row: SummaryRow, { profileLinks, page }: DeliveryOrder): string | undefined {
  return profileLinks && row.test !== true ? addToProfile(row, page) : undefined;
}
