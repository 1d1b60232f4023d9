/**
 * By which grammatical gender a page speaks of a learner. It chooses among a template's words and goes into no data: a
 * page whose template does not ask for it says nothing of it.
 */
export const ADDRESS_FORMS = ['feminine', 'masculine', 'neutral'] as const;
export type AddressForm = (typeof ADDRESS_FORMS)[number];
