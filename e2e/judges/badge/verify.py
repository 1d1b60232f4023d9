"""Lets openbadgeslib's own command `openbadges-verifier` judge baked Open Badges 3.0, many in one process.

Arguments: --pubkey PEM. Standard input: a line for each badge, its file and, after a tab, whom it was awarded to.
Standard output: a JSON line for each, {"file", "ok", "messages"}; ok only for a badge both valid and trusted.
"""

import argparse
import contextlib
import io
import json
import socket
import sys

from openbadgeslib import openbadges_verifier


def no_network(*_args, **_kwargs):
    raise OSError("judges ask no server")


def verdict(file, learner, pubkey):
    sys.argv = ["openbadges-verifier", "--json", "-V", "3", "-i", file, "-r", learner, "-k", pubkey]
    said = io.StringIO()
    code = 0
    with contextlib.redirect_stdout(said):
        try:
            openbadges_verifier.main()
        except SystemExit as end:
            code = end.code
    answer = json.loads(said.getvalue())
    ok = code == 0 and answer["valid"] is True and answer["trusted"] is True
    messages = [] if ok else [str(answer.get("reason") or f"exit code {code}")]
    return {"file": file, "ok": ok, "messages": messages}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pubkey", required=True)
    pubkey = parser.parse_args().pubkey
    socket.socket.connect = no_network
    for line in sys.stdin:
        file, learner = line.rstrip("\n").split("\t")
        print(json.dumps(verdict(file, learner, pubkey)))


if __name__ == "__main__":
    main()
