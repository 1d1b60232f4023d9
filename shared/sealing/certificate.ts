/** What Sealwright reads of an X.509 certificate (RFC 5280, ETSI EN 319 412). */
export interface Certificate {
  readonly der: Uint8Array;
  /** Lower-case hexadecimal, without leading zeros. */
  readonly serialNumber: string;
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  /** DER of the issuer Name, for IssuerSerial and path building. */
  readonly issuerDer: Uint8Array;
  readonly subjectDer: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: PublicKeyInfo;
  readonly signatureAlgorithm: string;
  readonly ca: boolean;
  readonly pathLength?: number;
  /** Names of RFC 5280 4.2.1.3: digitalSignature, nonRepudiation (contentCommitment), keyCertSign… */
  readonly keyUsage: readonly string[];
  readonly extendedKeyUsage: readonly string[];
  readonly policies: readonly string[];
  readonly qcStatements: QcStatements;
  /** OIDs of critical extensions the reader does not understand. */
  readonly unknownCritical: readonly string[];
  readonly crlUrls: readonly string[];
  readonly ocspUrls: readonly string[];
  readonly caIssuersUrls: readonly string[];
}

export interface DistinguishedName {
  readonly commonName?: string;
  readonly organisation?: string;
  /** organizationIdentifier, 2.5.4.97. */
  readonly organizationIdentifier?: string;
  readonly country?: string;
  /** RFC 4514 string, for people. */
  readonly text: string;
}

export interface PublicKeyInfo {
  readonly kind: 'RSA' | 'EC' | 'other';
  /** Modulus or curve size in bits. */
  readonly bits: number;
  readonly curve?: 'P-256' | 'P-384' | 'P-521';
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
}

/** ETSI EN 319 412-5 clause 4. */
export interface QcStatements {
  readonly compliance: boolean;
  readonly qscd: boolean;
  readonly types: readonly ('eSign' | 'eSeal' | 'web')[];
}
