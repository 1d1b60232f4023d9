#!/usr/bin/env python3
"""Reads a batch record as docs/batch-record.md has it, with nothing of Sealwright: reader.py RECORD PROOFS FILE...

One line for each file: `proven SERIAL`, `differs SERIAL` or `unknown`. Whether the record's own seal holds is not asked.
"""
import base64
import hashlib
import json
import sys


def octets(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def read(path):
    with open(path, "rb") as file:
        return file.read()


def judge(record, proofs, file):
    digest = hashlib.sha256(file).digest()
    for proof in proofs["proofs"]:
        if proof["sha256"] != digest.hex():
            continue
        salt = octets(proof["salt"])
        salted = hashlib.sha256(salt + digest).digest()
        recorded = [
            one["digest"]
            for credential in record["credentials"]
            if credential["serial"] == proof["serial"]
            for one in credential["files"]
            if one["format"] == proof["format"]
        ]
        own = proofs["record"] == record["id"] and len(salt) == 32
        holds = own and salted in [octets(one) for one in recorded]
        return ("proven " if holds else "differs ") + proof["serial"]
    return "unknown"


record, proofs = (json.loads(read(path)) for path in sys.argv[1:3])
assert record["schema"] == "sealwright-record/1" and proofs["schema"] == "sealwright-record-proofs/1"
for path in sys.argv[3:]:
    print(judge(record, proofs, read(path)))
