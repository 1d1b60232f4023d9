import type { CalendarDate, Credential, Grade, Instant, StatusEntry } from '../credential/credential.ts';
import { dayMonthsLater } from '../credential/months.ts';
import type { Organisation } from '../credential/organisation.ts';
import { fullNameOf, type Recipient } from '../credential/recipient.ts';
import { done, type Outcome, refused } from '../problem.ts';
import type { Stacked } from '../stack/stacked.ts';
import type { Template } from './template.ts';

/** What the batch gives to one credential. */
export interface CredentialFacts {
  /** `urn:uuid:…` of the credential. */
  readonly id: string;
  /** `urn:uuid:…` of the learner within it. */
  readonly learnerId: string;
  readonly serial: string;
  readonly issuedAt: Instant;
  /** Who seals. */
  readonly issuer: Organisation;
  readonly test: boolean;
  /** Its place in a status list, when the template has a base for them. */
  readonly status?: StatusEntry;
  /** What the learner has stacked, when the template has rules for it. */
  readonly stack?: Stacked;
}

/**
 * One learner's credential. Values that every learner shares are the template's own objects, so whoever prepares
 * something from them may remember it by identity.
 * Problems: `row.element-missing` when neither roster nor template says when it is awarded, `row.date-impossible`
 * when it is awarded after the day it is issued.
 */
export function drawUp(
  template: Template,
  recipient: Recipient,
  facts: CredentialFacts,
): Outcome<Credential> {
  const awardedOn = recipient.awardedOn ?? template.awardedOn;
  if (awardedOn === undefined) {
    return refused({
      code: 'row.element-missing',
      where: { row: recipient.row, column: 'Award date', element: 'awardedOn' },
    });
  }
  if (awardedOn > latestDay(facts.issuedAt)) {
    return refused({
      code: 'row.date-impossible',
      where: { row: recipient.row, column: 'Award date', element: 'awardedOn' },
      facts: { value: awardedOn },
    });
  }
  const { awardingBody, partners, achievement, validMonths } = template;
  const mandate = mandateOf(template, facts.issuer);
  const grade = gradeOf(template, recipient);
  const workload = facts.stack?.workload;
  return done({
    id: facts.id,
    serial: facts.serial,
    kind: template.kind,
    course: template.id,
    languages: template.languages,
    issuedAt: facts.issuedAt,
    ...(validMonths === undefined ? {} : { validUntil: monthsLater(facts.issuedAt, validMonths) }),
    issuer: facts.issuer,
    ...(mandate && { mandate }),
    test: facts.test,
    ...(facts.status && { status: facts.status }),
    learner: learnerOf(recipient, facts.learnerId),
    achievement:
      grade || workload
        ? { ...achievement, ...(workload && { workload }), ...(grade && { grade }) }
        : achievement,
    award: { awardingBody, ...(partners && { partners }), country: awardingBody.country, awardedOn },
    ...(facts.stack && { parts: facts.stack.parts }),
  });
}

function learnerOf(recipient: Recipient, id: string): Credential['learner'] {
  const { givenName, familyName, birthDate, studentId, email, form } = recipient;
  return {
    id,
    givenName,
    familyName,
    fullName: fullNameOf(recipient),
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(studentId === undefined ? {} : { studentId }),
    ...(email === undefined ? {} : { email }),
    ...(form === undefined ? {} : { form }),
  };
}

/** A mandate holds for the issuer it was given to; another's seal does not inherit it. */
function mandateOf({ mandate, issuer }: Template, sealing: Organisation): Template['mandate'] {
  return issuer?.eidasIdentifier === sealing.eidasIdentifier ? mandate : undefined;
}

function gradeOf({ gradeScheme }: Template, { grade }: Recipient): Grade | undefined {
  if (grade === undefined) return undefined;
  return gradeScheme ? { value: grade, scheme: gradeScheme } : { value: grade };
}

/** The day it is then where the sun rises first (UTC+14), for days are local and instants are not. */
function latestDay(instant: Instant): CalendarDate {
  return new Date(Date.parse(instant) + 14 * 3_600_000).toISOString().slice(0, 10);
}

/** The same day and second so many months later; the month's last day where it has no such day. */
export function monthsLater(instant: Instant, months: number): Instant {
  return `${dayMonthsLater(instant.slice(0, 10), months)}${instant.slice(10)}`;
}
