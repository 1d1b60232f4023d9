import type { Concept } from '../../credential/concept.ts';
import type { Credential } from '../../credential/credential.ts';
import { FORMAT_NAMES } from '../../credential/format-names.ts';
import type { CredentialKind, MicroCredentialFormat } from '../../credential/kind.ts';
import { KIND_NAMES, kindStatement } from '../../credential/kind-names.ts';
import { EDUCATIONAL_PROGRAMME, SHORT_LEARNING_PROGRAMME } from '../../vocabulary/concepts.ts';
import type { JsonObject } from '../json.ts';
import { list, type NodeWriter } from './node.ts';

/*
 * The European lists have no entry for micro-credentials or their formats; these are Sealwright's own, beside the entry
 * of the list of learning opportunity types that the official samples carry. The verifier reads the kind back from them.
 */
const KIND_SCHEME = 'urn:sealwright:credential-kind';
const FORMAT_SCHEME = 'urn:sealwright:micro-credential-format';

export function kindConcept(kind: CredentialKind): Concept {
  return { uri: `${KIND_SCHEME}:${kind}`, scheme: KIND_SCHEME, label: KIND_NAMES[kind] };
}

function formatConcept(format: MicroCredentialFormat): Concept {
  return { uri: `${FORMAT_SCHEME}:${format}`, scheme: FORMAT_SCHEME, label: FORMAT_NAMES[format] };
}

/** dc:type of the qualification: what Europe calls it, whether it is a degree, and by which name it goes. */
export function typesOf(write: NodeWriter, { kind, achievement }: Credential): readonly JsonObject[] {
  const { format } = achievement;
  return [
    write.concept(kind === 'degree' ? EDUCATIONAL_PROGRAMME : SHORT_LEARNING_PROGRAMME),
    write.concept(kindConcept(kind)),
    ...(format ? [write.concept(formatConcept(format))] : []),
  ];
}

/** In words, for whoever reads the data without knowing our concepts. */
export function kindNotes(write: NodeWriter, { kind, achievement }: Credential): readonly JsonObject[] {
  const { format, complements } = achievement;
  return (
    list(
      write.note('kind', kindStatement(kind), kindConcept(kind)),
      write.note('complements', complements, format && formatConcept(format)),
    ) ?? []
  );
}
