"""The loop both judges share: paths on standard input, one JSON object a line on standard output, in order."""

import argparse
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from typing import Callable


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", action="append", required=True, help="PEM file of a trusted root")
    parser.add_argument("--crl", action="append", default=[], help="DER or PEM file of a CRL")
    return parser.parse_args()


def run(judge: Callable[[str], dict], prepare: Callable[..., None], *arguments: object) -> None:
    """`judge` runs in every worker after `prepare(*arguments)`; what it raises becomes the file's `error`."""
    paths = [line.rstrip("\n") for line in sys.stdin if line.strip()]
    with ProcessPoolExecutor(os.cpu_count(), initializer=prepare, initargs=arguments) as workers:
        for answer in workers.map(_Answer(judge), paths, chunksize=4):
            print(json.dumps(answer, ensure_ascii=False))


class _Answer:
    def __init__(self, judge: Callable[[str], dict]) -> None:
        self.judge = judge

    def __call__(self, path: str) -> dict:
        try:
            return {"file": path, **self.judge(path)}
        except Exception as error:  # whatever a hostile file provokes is an answer about that file
            return {"file": path, "error": f"{type(error).__name__}: {error}"}
