"""
The published test vectors of the proof on paper: cwt verifies each, base45 and zlib undo every form of it, cddl-verifier
holds it against the CDDL, which is the argument. One path a line on standard input; the same order on standard output,
{file} or {file, error}. A path that ends with `#signature` or `#date` is that vector with this spoiled.
"""

import base64
import json
import sys
import zlib
from pathlib import Path

import base45
import cbor2
from cddl_verifier import validate
from proof import prove

CDDL = Path(sys.argv[1])


def url64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def spoiled(signed: bytes, how: str) -> bytes:
    tag = cbor2.loads(signed)
    header, unprotected, payload, signature = tag.value
    if how == "signature":
        signature = signature[:-1] + bytes([signature[-1] ^ 1])
    if how == "date":
        payload = payload.replace(b"2026-06-26", b"2026/06/26")
    return cbor2.dumps(cbor2.CBORTag(18, [header, unprotected, payload, signature]))


def judge(path: str) -> None:
    file, _, how = path.partition("#")
    vector = json.loads(Path(file).read_text(encoding="utf-8"))
    certificate = base64.b64decode(vector["certificate"])
    signed = bytes.fromhex(vector["sign1"])
    texts = [
        zlib.decompress(base45.b45decode(vector["text"].removeprefix("MC1:"))),
        zlib.decompress(url64(vector["link"].split("#MC1.")[1])),
    ]
    if any(text != signed for text in texts):
        raise ValueError("the forms hold something else")
    if zlib.decompress(base45.b45decode(vector["certificateText"].removeprefix("MCC1:"))) != certificate:
        raise ValueError("the certificate's code holds another one")
    signed = spoiled(signed, how)
    held = validate(CDDL, signed)
    if not held:
        raise ValueError(f"CDDL: {held.errors[0]}")
    claims = prove(signed, certificate)
    if cbor2.loads(bytes.fromhex(vector["payload"])) != claims:
        raise ValueError("the payload is another one")
    told = vector["claims"]
    said = [claims[7].hex(), claims[6], claims[-65537][1], claims[-65537][10], claims[-65537][6]]
    if said != [told["id"], told["issuedAt"], told["familyName"], told["serial"], told["awardedOn"]]:
        raise ValueError(f"the claims are {said}")


for line in sys.stdin:
    path = line.rstrip("\n")
    try:
        judge(path)
        print(json.dumps({"file": path}))
    except Exception as error:  # whatever is wrong is an answer about the vector
        print(json.dumps({"file": path, "error": f"{type(error).__name__}: {error}"}, ensure_ascii=False))
