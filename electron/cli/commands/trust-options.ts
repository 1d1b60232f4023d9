import { isCalendarDate } from '../../../shared/credential/date.ts';
import { CREDENTIAL_KINDS } from '../../../shared/credential/kind.ts';
import type { AddOrder } from '../../../shared/desk/trust.ts';
import { done, type Outcome, type Problem, refused } from '../../../shared/problem.ts';
import { DECISIONS } from '../../../shared/trust/issuers/issuer.ts';
import { isCountry } from '../../../shared/trust/issuers/read.ts';
import type { Values } from '../command.ts';
import { needed, text, texts, wrong } from '../options.ts';

/** Options that were given, under the names an order has for them. */
export function told<Name extends string>(
  values: Values,
  names: Readonly<Record<Name, string>>,
): { readonly [N in Name]?: string } {
  const given = Object.entries<string>(names).filter(([, option]) => values[option] !== undefined);
  return Object.fromEntries(given.map(([name, option]) => [name, text(values[option])])) as {
    readonly [N in Name]?: string;
  };
}

/** What cannot be meant by what is said of an issuer. */
export function wrongIn(values: Values): readonly Problem[] {
  const parts = (option: string) => (values[option] === undefined ? [] : text(values[option]).split(','));
  const checks: readonly (readonly [string, boolean])[] = [
    ['country', values.country === undefined || isCountry(text(values.country))],
    ['fields', parts('fields').every((field) => /^\d{2,4}$/.test(field))],
    ['levels', parts('levels').every((level) => /^[1-8]$/.test(level))],
    ['until', values.until === undefined || isCalendarDate(text(values.until))],
    ['decided', values.decided === undefined || isCalendarDate(text(values.decided))],
    ['decided-until', values['decided-until'] === undefined || isCalendarDate(text(values['decided-until']))],
  ];
  const award = texts(values.award).find((kind) => !CREDENTIAL_KINDS.some((each) => each === kind));
  return [
    ...checks.flatMap(([option, good]) => (good ? [] : [wrong(`--${option}`, text(values[option]))])),
    ...(award === undefined ? [] : [wrong('--award', award)]),
  ];
}

/** A decision of an agency, where one is told of. */
export function assuranceIn(values: Values): Outcome<AddOrder['assurance'] | undefined> {
  if (values.agency === undefined) return done(undefined);
  const [first, ...more] = needed(values, 'decision', 'decided');
  if (first) return refused(first, ...more);
  const decision = DECISIONS.find((each) => each === values.decision);
  if (!decision) return refused(wrong('--decision', text(values.decision)));
  return done({
    agency: text(values.agency),
    decision,
    from: text(values.decided),
    ...told(values, { until: 'decided-until', report: 'report' }),
  });
}
