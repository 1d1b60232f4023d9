"""
signxml on each XML seal: XAdES, enveloped as a child of the root element, exactly two references (the document and
its SignedProperties), the path to the given root. signxml knows no CRL.
"""

from cryptography import x509
from cryptography.x509.verification import Criticality, ExtensionPolicy
from lxml import etree
from signxml import DigestAlgorithm, SignatureMethod
from signxml.xades import XAdESSignatureConfiguration, XAdESVerifier

import judging

ROOT: list[str] = []
EXPECTED = XAdESSignatureConfiguration(
    location="./",
    expect_references=2,
    signature_methods=frozenset(
        {
            SignatureMethod.RSA_SHA256,
            SignatureMethod.SHA256_RSA_MGF1,
            SignatureMethod.ECDSA_SHA256,
            SignatureMethod.ECDSA_SHA384,
            SignatureMethod.ECDSA_SHA512,
        }
    ),
    digest_algorithms=frozenset({DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512}),
)


def may_seal(_policy, _certificate, usage: x509.KeyUsage) -> None:
    """ETSI EN 319 412-2 clause 4.3.2: an e-seal certificate is for non-repudiation, where signxml asks for more."""
    if not usage.content_commitment:
        raise ValueError("the certificate's key usage lacks nonRepudiation")


SEAL_POLICY = ExtensionPolicy.permit_all().require_present(x509.KeyUsage, Criticality.AGNOSTIC, may_seal)


def prepare(roots: list[str]) -> None:
    ROOT.extend(roots)


def judge(path: str) -> dict:
    with open(path, "rb") as file:
        data = file.read()
    results = XAdESVerifier().verify(
        data, ca_pem_file=ROOT[0], expect_config=EXPECTED, ee_policy=SEAL_POLICY
    )
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True)).tag
    tags = [result.signed_xml.tag for result in results]
    return {"verified": True, "wholeDocument": tags.count(root) == 1, "signed": tags}


if __name__ == "__main__":
    chosen = judging.options()
    judging.run(judge, prepare, chosen.root)
