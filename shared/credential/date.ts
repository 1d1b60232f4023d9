/** `YYYY-MM-DD`, a day without a clock. */
export type CalendarDate = string;
/** `YYYY-MM-DDThh:mm:ssZ`, seconds precision, always UTC. */
export type Instant = string;

/** Whether the calendar has it: 30 February would make a sealed list that no other reader takes (xs:dateTime). */
export function isCalendarDate(text: string | undefined): text is CalendarDate {
  if (text === undefined || !/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(text);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
