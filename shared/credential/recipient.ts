import type { AddressForm } from './address-form.ts';
import type { CalendarDate } from './credential.ts';

/** What one roster row says of one learner; names NFC, otherwise exactly as written. */
export interface Recipient {
  /** Line number in the roster file, for messages. */
  readonly row: number;
  readonly givenName: string;
  readonly familyName: string;
  readonly fullName?: string;
  readonly birthDate?: CalendarDate;
  readonly studentId?: string;
  readonly email?: string;
  readonly awardedOn?: CalendarDate;
  readonly grade?: string;
  readonly form?: AddressForm;
  /** Serial of the credential that the row's is to stand in place of, in a roster of corrections. */
  readonly replaces?: string;
}

/** As the credential has it. */
export function fullNameOf({
  givenName,
  familyName,
  fullName,
}: Pick<Recipient, 'givenName' | 'familyName' | 'fullName'>): string {
  return fullName ?? `${givenName} ${familyName}`;
}
