"""
The Python package cwt on each QR code read from a printed page. One JSON object a line on standard input, {file, text,
certificate: base64 DER}; the same order on standard output, {file, claims} or {file, error}.
"""

import base64
import json
import sys
import zlib

import base45
from proof import prove


def judge(text: str, certificate: bytes) -> dict:
    if not text.startswith("MC1:"):
        raise ValueError("no MC1 proof")
    claims = prove(zlib.decompress(base45.b45decode(text[4:])), certificate)
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
