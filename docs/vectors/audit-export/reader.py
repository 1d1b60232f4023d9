#!/usr/bin/env python3
"""Holds an audit export against itself as docs/audit-export.md has it, with nothing of Sealwright: reader.py EXPORT.jsonl

`holds LINKS SEALS`, `broken CHAIN NUMBER`, `seal NUMBER` for one that speaks of other chains, or `unreadable`. By whom the
seals are is not asked: their signatures are left to a JWS library.
"""
import base64
import hashlib
import json
import sys

CHAINS = ["entries", "events", "extensions", "prints", "office"]


def sha256(data):
    return hashlib.sha256(data).digest()


def merkle(leaves):
    """RFC 6962, 2.1."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0])
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1" + merkle(leaves[:half]) + merkle(leaves[half:]))


def payload(jws):
    part = jws.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def judge(lines):
    first, *lines, last = lines
    if first.get("schema") != "sealwright-audit-export/1" or "end" not in last:
        return "unreadable"
    hashes = {chain: [] for chain in CHAINS}
    seals = []
    for line in lines:
        if "seal" in line:
            seals.append(line)
            continue
        links = hashes[line["chain"]]
        fields = line.get("fields") or [None] * 3
        before = links[-1] if links else first["register"]
        text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        links.append(line["hash"])
        if fields[1] != before or fields[2] != len(links) or sha256(text.encode()).hex() != line["hash"]:
            return f"broken {line['chain']} {len(links)}"
    if any(last["end"][chain] != len(hashes[chain]) for chain in CHAINS):
        return "unreadable"
    previous = None
    for seal in seals:
        claim = payload(seal["jws"])
        told = [chain for chain in CHAINS if chain in claim]
        sealed = [link for chain in told for link in hashes[chain][: claim[chain]["count"]]]
        whole = all(
            len(hashes[chain]) >= claim[chain]["count"]
            and claim[chain]["hash"] == ([first["register"]] + hashes[chain])[claim[chain]["count"]]
            for chain in told
        )
        root = merkle([bytes.fromhex(link) for link in sealed]).hex()
        if not whole or claim["root"] != root or claim.get("previous") != previous or claim["register"] != first["register"]:
            return f"seal {seal['seal']}"
        previous = sha256(seal["jws"].encode()).hex()
    return f"holds {sum(map(len, hashes.values()))} {len(seals)}"


try:
    with open(sys.argv[1], encoding="utf-8") as file:
        print(judge([json.loads(line) for line in file if line.strip()]))
except (ValueError, KeyError, IndexError, TypeError, AttributeError):
    print("unreadable")
