"""How many PAdES baseline-B seals pyHanko makes a second: P12 PDF SECONDS PROCESSES, the password on standard input."""

import io
import json
import logging
import sys
import time
from concurrent.futures import ProcessPoolExecutor

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter


def seal_for(p12: str, password: str, pdf: str, seconds: float) -> float:
    """Seals a second in this process, the key loaded once."""
    logging.disable(logging.CRITICAL)
    signer = signers.SimpleSigner.load_pkcs12(p12, passphrase=password.encode())
    with open(pdf, "rb") as file:
        data = file.read()
    meta = signers.PdfSignatureMetadata(field_name="Seal", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    count = 0
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), meta, signer=signer)
        count += 1
    return count / (time.monotonic() - start)


if __name__ == "__main__":
    p12, pdf, seconds, processes = sys.argv[1:]
    password = sys.stdin.readline().rstrip("\n")
    with ProcessPoolExecutor(int(processes)) as workers:
        rates = [workers.submit(seal_for, p12, password, pdf, float(seconds)) for _ in range(int(processes))]
        print(json.dumps({"pdf": sum(rate.result() for rate in rates)}))
