"""
The reference implementation of SD-JWT (sd-jwt of the OpenWallet Foundation) on each SD-JWT VC: the issuer's signature
under the first certificate of x5c, every disclosure sealed, and the certificates up to the given root. What
draft-ietf-oauth-sd-jwt-vc adds is asked here: `typ`, `vct`, and that nothing is disclosed which may not be.
"""

import argparse
import base64
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from jwcrypto.jwk import JWK
from sd_jwt.verifier import SDJWTVerifier

#: draft-ietf-oauth-sd-jwt-vc clause 3.2.2.2: never selectively disclosed.
NEVER_DISCLOSED = {"iss", "nbf", "exp", "cnf", "vct", "status"}

ROOT: list[x509.Certificate] = []


def prepare(path: str) -> None:
    with open(path, "rb") as file:
        ROOT.append(x509.load_pem_x509_certificate(file.read()))


def signer(header: dict) -> JWK:
    chain = [x509.load_der_x509_certificate(base64.b64decode(text)) for text in header["x5c"]]
    for certificate, issuer in zip(chain, [*chain[1:], ROOT[0]]):
        certificate.verify_directly_issued_by(issuer)
    if chain[0].extensions.get_extension_for_class(x509.BasicConstraints).value.ca:
        raise ValueError("sealed by an authority")
    pem = chain[0].public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return JWK.from_pem(pem)


def judge(path: str) -> dict:
    try:
        with open(path, encoding="ascii") as file:
            presentation = file.read()
        header = json.loads(base64.urlsafe_b64decode(presentation.split(".")[0] + "==="))
        if header["typ"] != "dc+sd-jwt" or header["alg"] not in ("ES256", "ES384"):
            raise ValueError(f"typ {header['typ']}, alg {header['alg']}")
        claims = SDJWTVerifier(presentation, lambda _issuer, told: signer(told)).get_verified_payload()
        disclosed = {
            json.loads(base64.urlsafe_b64decode(text + "==="))[1]
            for text in presentation.split("~")[1:]
            if text
        }
        if "vct" not in claims or not disclosed or disclosed & NEVER_DISCLOSED:
            raise ValueError(f"vct {claims.get('vct')}, disclosed {sorted(disclosed)}")
        if disclosed - claims.keys() or "_sd" in claims:
            raise ValueError("a disclosure is not among the claims")
        return {"file": path, "ok": True, "claims": claims}
    except Exception as error:  # whatever a hostile file provokes is an answer about that file
        return {"file": path, "ok": False, "error": f"{type(error).__name__}: {error}"}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", required=True, help="PEM file of the trusted root")
    root = parser.parse_args().root
    paths = [line.rstrip("\n") for line in sys.stdin if line.strip()]
    with ProcessPoolExecutor(os.cpu_count(), initializer=prepare, initargs=[root]) as workers:
        for answer in workers.map(judge, paths, chunksize=4):
            print(json.dumps(answer, ensure_ascii=False))


if __name__ == "__main__":
    main()
