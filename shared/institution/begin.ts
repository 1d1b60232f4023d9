import type { Template } from '../template/template.ts';
import type { Institution } from './institution.ts';

/** A new template in the institution's own name; what it awards is still to be written. */
export function beginWith(
  template: Template,
  { organisation, qualityAssurance, serialPattern }: Institution,
): Template {
  const { achievement } = template;
  return {
    ...template,
    awardingBody: organisation,
    serialPattern,
    ...(qualityAssurance && { achievement: { ...achievement, qualityAssurance } }),
  };
}
