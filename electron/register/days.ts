/** Before every day that is written with four digits for the year; after every one. */
export const FIRST_DAY = '0000-00-00';
export const LAST_DAY = '9999-12-31';
