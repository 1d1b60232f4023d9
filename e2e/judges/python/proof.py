"""A COSE_Sign1 of the proof on paper, tested by the Python package cwt under one certificate."""

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cwt import COSE, COSEKey

NAMES = {-7: "ES256", -35: "ES384", -36: "ES512", -257: "RS256", -37: "PS256"}


def prove(signed: bytes, certificate: bytes) -> dict:
    """The claims as CBOR has them; whatever is wrong is raised."""
    protected = cbor2.loads(cbor2.loads(signed).value[0])
    signer = x509.load_der_x509_certificate(certificate)
    if protected[34] != [-15, signer.fingerprint(SHA256())[:8]]:
        raise ValueError("the thumbprint is another certificate's")
    pem = signer.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    key = COSEKey.from_pem(pem, alg=NAMES[protected[1]])
    return cbor2.loads(COSE.new().decode(signed, key))
