/** Namespace of ETSI TS 119 612. */
export const TSL = 'http://uri.etsi.org/02231/v2#';
/** Namespace of what that standard has no place for: what an issuer may award, and its quality assurance. */
export const ISSUERS = 'urn:sealwright:issuers:1';
/** TSLType (clause 5.3.3): a list of nobody's scheme but its operator's, no list under Regulation (EU) 910/2014. */
export const ISSUER_LIST = 'urn:sealwright:trust:issuers';
/** Clause 5.5.1.3: a service of none of the types that the standard names. */
export const UNSPECIFIED = 'http://uri.etsi.org/TrstSvc/Svctype/unspecified';
export const STATUS = {
  trusted: 'urn:sealwright:trust:status:trusted',
  ended: 'urn:sealwright:trust:status:ended',
} as const;
