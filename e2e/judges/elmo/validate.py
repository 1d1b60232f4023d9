"""Judge of EMREX ELMO documents: the official schema, applied by libxml2, before or after sealing.

    python validate.py [--reference DIR] [--edition 1.7|2.0] FILE...

One JSON line per file: {"file", "ok", "messages"}; exit code 1 when one of them is not ok. Nothing is fetched: of the
four schemas ELMO imports two lie beside it in the reference folder, two are small stand-ins of our own.
"""

import argparse
import json
import pathlib
import sys

from lxml import etree

HERE = pathlib.Path(__file__).resolve().parent
REFERENCE = HERE.parents[3] / "shared" / "reference" / "elmo"
EDITIONS = {"1.7": "schema.xsd", "2.0": "schema-v2.0.0.xsd"}
ROOT = "{https://github.com/emrex-eu/elmo-schemas/tree/v1}elmo"


class Imports(etree.Resolver):
    """Answers every address by the file that holds its schema; anything else is an error, never a download."""

    def __init__(self, reference):
        super().__init__()
        self.files = {
            "xml.xsd": HERE / "stand-ins" / "xml.xsd",
            "ewp-specs-types-address/stable-v1/schema.xsd": HERE / "stand-ins" / "ewp-address.xsd",
            "xmldsig-core-schema.xsd": reference / "references" / "xmldsig-core-schema.xsd",
            "EUROPASS_ISOCountries_V1.1.xsd": reference / "references" / "EUROPASS_ISOCountries_V1.1.xsd",
        }

    def resolve(self, address, public_id, context):
        for ending, path in self.files.items():
            if address and address.endswith(ending):
                return self.resolve_string(path.read_bytes(), context, base_url=address)
        if address and "://" in address:
            raise ValueError(f"{address} is not one of the schemas ELMO imports")
        return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--reference", type=pathlib.Path, default=REFERENCE)
    parser.add_argument("--edition", choices=EDITIONS, default="1.7")
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    schema = read_schema(arguments.reference, EDITIONS[arguments.edition])
    good = True
    for name in arguments.files:
        messages = judge(schema, name)
        good = good and not messages
        print(json.dumps({"file": name, "ok": not messages, "messages": messages}, ensure_ascii=False), flush=True)
    sys.exit(0 if good else 1)


def read_schema(reference, name):
    reader = etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False)
    reader.resolvers.add(Imports(reference))
    return etree.XMLSchema(etree.parse(str(reference / name), reader))


def judge(schema, name):
    try:
        document = etree.parse(name, etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False))
    except (OSError, etree.XMLSyntaxError) as error:
        return [f"unreadable: {error}"]
    if document.docinfo.doctype:
        return ["carries a DOCTYPE"]
    # Lax wildcards would let a foreign root pass.
    if document.getroot().tag != ROOT:
        return [f"the root is {document.getroot().tag}"]
    if schema.validate(document):
        return []
    return [f"line {entry.line}: {entry.message}" for entry in schema.error_log]


if __name__ == "__main__":
    main()
