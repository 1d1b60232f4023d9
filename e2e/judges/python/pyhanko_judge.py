"""pyHanko on the seal of each PDF: root and CRLs as given, nothing fetched, revocation required."""

import logging

from asn1crypto import pem
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

import judging

ROOTS: list = []
CRLS: list[bytes] = []


def prepare(roots: list[str], crls: list[str]) -> None:
    logging.disable(logging.CRITICAL)
    ROOTS.extend(load_cert_from_pemder(path) for path in roots)
    for path in crls:
        with open(path, "rb") as file:
            data = file.read()
        CRLS.append(pem.unarmor(data)[2] if pem.detect(data) else data)


def judge(path: str) -> dict:
    with open(path, "rb") as file:
        # strict: what a tolerant reader would repair is a fault in a file we made ourselves
        reader = PdfFileReader(file, strict=True)
        return {"signatures": [verdict(signature) for signature in reader.embedded_signatures]}


def verdict(signature) -> dict:
    context = ValidationContext(
        trust_roots=ROOTS, crls=CRLS, allow_fetching=False, revocation_mode="require" if CRLS else "soft-fail"
    )
    status = validate_pdf_signature(signature, context)
    return {
        "intact": status.intact,
        "valid": status.valid,
        "trusted": status.trusted,
        "bottomLine": status.bottom_line,
        "coverage": status.coverage.name,
        "modification": status.modification_level.name,
        "docMdpOk": status.docmdp_ok,
        "problem": status.trust_problem_indic.name if status.trust_problem_indic else None,
    }


if __name__ == "__main__":
    chosen = judging.options()
    judging.run(judge, prepare, chosen.root, chosen.crl)
