import type { Institution } from '../institution/institution.ts';
import type { Reply } from './reply.ts';

export interface InstitutionDesk {
  /** Null on a desk that nobody has told yet. */
  'institution.read'(): Promise<Reply<Institution | null>>;
  /** Problem: `institution.value-wrong`. */
  'institution.save'(order: { readonly institution: Institution }): Promise<Reply<null>>;
}
