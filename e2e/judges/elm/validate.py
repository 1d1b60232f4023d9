"""Judge of European Digital Credentials, independent of the product.

    python validate.py [--reference DIR] [--workers N] FILE...

Each file is a sealed credential (JWS JSON serialization, RFC 7515 clause 7.2, clear or base64url payload) or the bare
JSON. The seal itself is not looked at here. One JSON line per file: {"file", "ok", "messages"}; exit code 1 when one
of them is not ok. Nothing is fetched: contexts and shapes come from the reference folder.

What is asked of a credential:
- its @context is the official pair, and no key or type is lost when it is expanded with it (an unknown term vanishes
  silently in JSON-LD, and so would whatever the issuer meant to say);
- it makes a node of the type EuropeanDigitalCredential (an empty graph conforms to every shape);
- no two writings of one node contradict each other (JSON-LD merges them);
- its text is there in every language it offers, and so are its page images, numbered from 1;
- it conforms to the SHACL shapes of the application profiles it names, imports included.
"""

import argparse
import base64
import json
import multiprocessing
import pathlib
import re
import sys

import pyshacl
from pyld import jsonld
from rdflib import RDF, Graph, Namespace, URIRef

HERE = pathlib.Path(__file__).resolve().parent
REFERENCE = HERE.parents[3] / "shared" / "reference" / "elm"
CONTEXTS = {
    "https://www.w3.org/2018/credentials/v1": "context/w3c-credentials-v1.jsonld",
    "http://data.europa.eu/snb/model/context/edc-ap": "context/edc-ap-context.jsonld",
}
PROFILE = "http://data.europa.eu/snb/model/ap/"
SHAPES = {
    PROFILE + "edc-generic-no-cv": "shacl/EDC-generic-no-cv.ttl",
    PROFILE + "edc-generic-full": "shacl/EDC-generic-full.ttl",
    PROFILE + "edc-accredited": "shacl/EDC-accredited.ttl",
    PROFILE + "edc-converted": "shacl/EDC-converted.ttl",
    PROFILE + "edc-diploma-supplement": "shacl/EDC-diplomaSupplement.ttl",
    PROFILE + "edc-diplomaSupplement": "shacl/EDC-diplomaSupplement.ttl",
    PROFILE + "edc-issued-by-mandate": "shacl/EDC-issuedByMandate.ttl",
}
IMPORTS = URIRef("http://www.w3.org/2002/07/owl#imports")
SH = Namespace("http://www.w3.org/ns/shacl#")
CREDENTIAL = URIRef("http://data.europa.eu/snb/model/elm/EuropeanDigitalCredential")
LOST = "urn:lost:"
LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
LANGUAGE_TAGS = dict(
    pair.split(":")[::-1]
    for pair in (
        "bg:BUL cs:CES da:DAN de:DEU el:ELL en:ENG es:SPA et:EST fi:FIN fr:FRA ga:GLE hr:HRV hu:HUN it:ITA lt:LIT "
        "lv:LAV mt:MLT nl:NLD pl:POL pt:POR ro:RON sk:SLK sl:SLV sv:SWE no:NOR nb:NOB nn:NNO is:ISL mk:MKD sr:SRP tr:TUR"
    ).split()
)
# Text every offered language must have. Names of people are the same in all of them; labels of concepts are the
# business of the vocabulary they come from.
TEXT_KEYS = {"title", "description", "noteLiteral", "legalName"}

reference = REFERENCE
shapes_of_profiles = {}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--reference", type=pathlib.Path, default=REFERENCE)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    if not (arguments.reference / "shacl").is_dir():
        sys.exit(f"no shapes under {arguments.reference}")
    workers = max(1, min(arguments.workers, len(arguments.files)))
    with multiprocessing.Pool(workers, prepare, (arguments.reference,)) as pool:
        good = True
        for verdict in pool.imap(judge_file, arguments.files):
            good = good and verdict["ok"]
            print(json.dumps(verdict, ensure_ascii=False), flush=True)
    sys.exit(0 if good else 1)


def prepare(folder):
    global reference
    reference = folder
    documents = {
        address: {"contextUrl": None, "documentUrl": address, "document": json.loads((folder / path).read_text("utf-8"))}
        for address, path in CONTEXTS.items()
    }

    def load(address, options=None):
        if address not in documents:
            raise ValueError(f"context {address} is not one of the official two")
        return documents[address]

    jsonld.set_document_loader(load)


def judge_file(name):
    try:
        messages = judge(read_credential(pathlib.Path(name).read_bytes()))
    except Exception as error:  # a judge says no, whatever the file holds
        messages = [f"unreadable: {type(error).__name__}: {error}"]
    return {"file": name, "ok": not messages, "messages": messages}


def read_credential(data):
    document = json.loads(data)
    if "payload" in document and ("signatures" in document or "signature" in document):
        payload = document["payload"]
        if not payload.lstrip().startswith("{"):
            payload = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode("utf-8")
        document = json.loads(payload)
    return document


def judge(credential):
    messages = []
    if credential.get("@context") != list(CONTEXTS):
        messages.append(f"@context is not exactly the official two: {credential.get('@context')!r}")
        return messages
    messages += contradictions(credential)
    messages += languages_missing(credential)
    messages += page_images(credential)
    graph = graph_of(credential, messages)
    if not list(graph.subjects(RDF.type, CREDENTIAL)):
        messages.append("no node of the type EuropeanDigitalCredential")
    messages += lost_terms(graph)
    messages += shape_violations(graph, credential)
    return messages


def graph_of(credential, messages):
    light = without_images(credential)
    # With a vocabulary to fall into, a term the contexts do not know stays visible.
    light["@context"] = [*CONTEXTS, {"@vocab": LOST}]
    quads = jsonld.to_rdf(light, {"format": "application/n-quads"})
    return Graph().parse(data=quads, format="nt")


def without_images(node):
    """The shapes only ask that `content` is a string; a megabyte of base64 would only cost time."""
    if isinstance(node, dict):
        return {key: "…" if key == "content" and isinstance(value, str) else without_images(value) for key, value in node.items()}
    if isinstance(node, list):
        return [without_images(item) for item in node]
    return node


def lost_terms(graph):
    lost = set()
    for subject, predicate, value in graph:
        for term in (predicate, value if predicate == RDF.type else None):
            if isinstance(term, URIRef) and term.startswith(LOST):
                lost.add(f"lost in expansion: {term[len(LOST):]}")
    return sorted(lost)


def contradictions(credential):
    writings, messages = {}, set()
    for node in nodes(credential):
        known = writings.setdefault(node["id"], {})
        for key, value in node.items():
            if known.setdefault(key, value) != value:
                messages.add(f"two writings of {node['id']} differ in {key}")
    return sorted(messages)


def nodes(value):
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield value
        for item in value.values():
            yield from nodes(item)
    elif isinstance(value, list):
        for item in value:
            yield from nodes(item)


def languages_missing(credential):
    offered = offered_languages(credential)
    messages = set()
    if not offered:
        messages.add("no offered language")
    for node in nodes(credential):
        for key in TEXT_KEYS & node.keys():
            missing = [tag for tag in offered if not has_words(node[key], tag)]
            # A record quoted from a public register (DEQAR's, in two official samples) speaks its own language.
            if missing == offered and node["id"].startswith("http"):
                continue
            messages.update(f"{key} of {node['id']} has no words in {tag}" for tag in missing)
    return sorted(messages)


def has_words(text, tag):
    words = text.get(tag) if isinstance(text, dict) else None
    return bool((words if isinstance(words, str) else "".join(words or [])).strip())


def offered_languages(credential):
    display = credential.get("displayParameter") or {}
    addresses = [concept.get("id", "") for concept in as_list(display.get("language"))]
    return [LANGUAGE_TAGS.get(address.removeprefix(LANGUAGE), address) for address in addresses]


def page_images(credential):
    messages, shown = [], {}
    display = credential.get("displayParameter") or {}
    for individual in as_list(display.get("individualDisplay")):
        address = (individual.get("language") or {}).get("id", "")
        tag = LANGUAGE_TAGS.get(address.removeprefix(LANGUAGE), address)
        details = as_list(individual.get("displayDetail"))
        pages = [detail.get("page") for detail in details]
        shown[tag] = pages
        if pages != list(range(1, len(pages) + 1)):
            messages.append(f"pages in {tag} are not numbered 1, 2, …: {pages}")
        for detail in details:
            messages += image_faults(detail.get("image") or {}, f"page {detail.get('page')} in {tag}")
    for tag in offered_languages(credential):
        if not shown.get(tag):
            messages.append(f"no page image in {tag}")
    return messages


def image_faults(image, where):
    kind = (image.get("contentType") or {}).get("id", "").rpartition("/")[2]
    try:
        data = base64.b64decode(image.get("content", ""), validate=True)
    except ValueError:
        return [f"{where} is not base64"]
    starts = {"PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff"}.get(kind)
    if starts is None:
        return [f"{where} is neither PNG nor JPEG: {kind}"]
    return [] if data.startswith(starts) else [f"{where} is no {kind}"]


def shape_violations(graph, credential):
    profiles = tuple(sorted({schema.get("id", "") for schema in as_list(credential.get("credentialSchema"))}))
    unknown = [profile for profile in profiles if profile not in SHAPES]
    if unknown or not profiles:
        return [f"no known application profile: {profiles}"]
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=shapes(profiles), inference="none", advanced=False)
    if conforms:
        return []
    messages = [violation(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)]
    return sorted(messages) or ["does not conform to the shapes"]


def violation(report, result):
    node, path = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
    value, text = report.value(result, SH.value), report.value(result, SH.resultMessage)
    constraint = re.sub(r".*#", "", str(report.value(result, SH.sourceConstraintComponent)))
    return f"shape: {node} {path or ''} {constraint}: {text} ({value})" if value else f"shape: {node} {path or ''} {constraint}: {text}"


def shapes(profiles):
    if profiles not in shapes_of_profiles:
        graph, waiting, read = Graph(), list(profiles), set()
        while waiting:
            profile = waiting.pop()
            if profile in read:
                continue
            read.add(profile)
            graph.parse(reference / SHAPES[profile], format="turtle")
            waiting += [str(imported) for imported in graph.objects(None, IMPORTS) if str(imported) in SHAPES]
        # They are merged here; pyshacl must not go and look for them.
        graph.remove((None, IMPORTS, None))
        shapes_of_profiles[profiles] = graph
    return shapes_of_profiles[profiles]


def as_list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


if __name__ == "__main__":
    main()
