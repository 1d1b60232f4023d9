/** `YYYY-MM-DD`, a day without a clock. */
export type CalendarDate = string;
/** `YYYY-MM-DDThh:mm:ssZ`, seconds precision, always UTC. */
export type Instant = string;
