"""
The Python package cwt on each QR code read from a printed page. One JSON object a line on standard input, {file, text,
certificate: base64 DER}; the same order on standard output, {file, claims} or {file, error}.
"""

import base64
import json
import sys
import zlib

import base45
import cbor2
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cwt import COSE, COSEKey

NAMES = {-7: "ES256", -35: "ES384", -36: "ES512", -257: "RS256", -37: "PS256"}


def judge(text: str, certificate: bytes) -> dict:
    if not text.startswith("MC1:"):
        raise ValueError("no MC1 proof")
    signed = zlib.decompress(base45.b45decode(text[4:]))
    protected = cbor2.loads(cbor2.loads(signed).value[0])
    signer = x509.load_der_x509_certificate(certificate)
    if protected[34] != [-15, signer.fingerprint(SHA256())[:8]]:
        raise ValueError("the thumbprint is another certificate's")
    pem = signer.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    key = COSEKey.from_pem(pem, alg=NAMES[protected[1]])
    claims = cbor2.loads(COSE.new().decode(signed, key))
    members = claims[-65537]
    return {
        "id": claims[7].hex(),
        "name": f"{members[2]} {members[1]}",
        "serial": members[10],
        "awardedOn": members[6],
    }


for line in sys.stdin:
    order = json.loads(line)
    try:
        answer = {"claims": judge(order["text"], base64.b64decode(order["certificate"]))}
    except Exception as error:  # whatever a hostile code provokes is an answer about it
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps({"file": order["file"], **answer}, ensure_ascii=False))
