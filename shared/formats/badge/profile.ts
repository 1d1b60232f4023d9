import type { Provider } from '../../credential/organisation.ts';
import { alpha2 } from '../../vocabulary/country-codes.ts';
import type { JsonObject } from '../json.ts';
import type { Speaker } from './words.ts';

/** Profile (Open Badges 3.0 annex B.1.7): who issues or created the achievement. Annex I M3 and M4. */
export function profile({ say, tell }: Speaker, provider: Provider): JsonObject {
  const identifiers = [
    identifier('ext:eIDAS', provider.eidasIdentifier),
    identifier('ext:registration', provider.registration),
  ].filter((entry) => entry !== undefined);
  return {
    id: provider.id,
    type: ['Profile'],
    name: tell(provider.legalName),
    url: provider.homepage,
    email: provider.email,
    address: {
      type: ['Address'],
      addressCountry: tell(provider.country.label),
      addressCountryCode: alpha2(provider.country),
      streetAddress: say(provider.address),
    },
    otherIdentifier: identifiers.length > 0 ? identifiers : undefined,
  };
}

function identifier(identifierType: string, value: string | undefined): JsonObject | undefined {
  return value ? { type: 'IdentifierEntry', identifier: value, identifierType } : undefined;
}
