"""pyHanko on PDFs with validation data: judged by the Document Security Store alone, revocation required, nothing fetched."""

import logging

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore

import judging

ROOTS: list = []


def prepare(roots: list[str], crls: list[str]) -> None:
    logging.disable(logging.CRITICAL)
    ROOTS.extend(load_cert_from_pemder(path) for path in roots)


def judge(path: str) -> dict:
    with open(path, "rb") as file:
        reader = PdfFileReader(file, strict=True)
        store = DocumentSecurityStore.read_dss(reader)

        def context():
            return store.as_validation_context(
                {"trust_roots": ROOTS, "allow_fetching": False, "revocation_mode": "require"}
            )

        return {
            "seals": [seal(validate_pdf_signature(one, context())) for one in reader.embedded_regular_signatures],
            "timestamps": [
                timestamp(validate_pdf_timestamp(one, context())) for one in reader.embedded_timestamp_signatures
            ],
        }


def seal(status) -> dict:
    return {
        "good": status.bottom_line,
        "modification": status.modification_level.name,
        "docMdpOk": status.docmdp_ok,
    }


def timestamp(status) -> dict:
    return {"good": status.intact and status.valid and status.trusted, "coverage": status.coverage.name}


if __name__ == "__main__":
    chosen = judging.options()
    judging.run(judge, prepare, chosen.root, chosen.crl)
