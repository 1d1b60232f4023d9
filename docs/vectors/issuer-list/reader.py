#!/usr/bin/env python3
"""Reads a list of trusted issuers as docs/issuer-list.md has it, with nothing of Sealwright: reader.py FILE...

One line of JSON for each file: version, operator, nextUpdate and issuers, or {"refused": why}. Whether the seal holds is asked of
whatever judges XAdES and JAdES; here only what it is over is read. A JSON file without a seal is read as what a seal would be over.
"""
import base64
import datetime
import json
import re
import sys
import xml.etree.ElementTree as ET

TSL = "{http://uri.etsi.org/02231/v2#}"
ISS = "{urn:sealwright:issuers:1}"
LIST = "urn:sealwright:trust:issuers"
SCHEMA = "sealwright-issuers/1"
KINDS = {"institution", "company", "non-formal"}
CREDENTIALS = {"micro-credential", "degree"}
DECISIONS = {"positive", "conditional", "negative", "none"}


def need(holds, why):
    if not holds:
        raise ValueError(why)


def day(text):
    need(re.fullmatch(r"\d{4}-\d\d-\d\d", text), f"no day: {text}")
    datetime.date.fromisoformat(text)


def moment(text):
    need(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", text), f"no moment: {text}")
    datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def sound(issuers):
    """What both forms hold every issuer against."""
    for one in issuers:
        need(one["id"] and one["name"], "no id or name")
        need(one["kind"] in KINDS, f"kind {one['kind']}")
        need(re.fullmatch("[A-Z]{2}", one["country"]), f"country {one['country']}")
        for name in {"since", "until"} & one.keys():
            day(one[name])
        for award in one["awards"]:
            need(award["kinds"] and set(award["kinds"]) <= CREDENTIALS, f"kinds {award['kinds']}")
            need(all(re.fullmatch(r"\d{2,4}", field) for field in award.get("fields", [])), "fields")
            need(all(level in range(1, 9) for level in award.get("levels", [])), "levels")
        for decision in one["assurance"]:
            need(decision["agency"] and decision["decision"] in DECISIONS, f"decision {decision['decision']}")
            for name in {"from", "until"} & decision.keys():
                day(decision[name])
        for certificate in one["certificates"]:
            need(base64.b64decode(certificate, validate=True)[:1] == b"0", "no certificate")
        origin = one["origin"]
        need(origin["how"] in {"added", "first-use"} or origin.get("by"), f"origin {origin}")
    need(len({one["id"] for one in issuers}) == len(issuers), "an id twice")
    return issuers


def in_json(raw):
    whole = json.loads(raw)
    if "payload" in whole:
        text = whole["payload"]
        whole = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    need(whole.get("schema") == SCHEMA, "no such list")
    moment(whole["madeAt"])
    return {name: whole[name] for name in ("version", "operator", "nextUpdate", "issuers")}


def texts(element, name):
    return [child.text or "" for child in element.findall(name)]


def issuer_in(provider):
    information = provider.find(f"{TSL}TSPInformation")
    told = information.find(f"{TSL}TSPInformationExtensions/{TSL}Extension/{ISS}Issuer")
    facts = dict(told.attrib)
    origin = {name: facts.pop(name) for name in ("how", "by") if name in facts}
    awards = []
    for award in told.findall(f"{ISS}Award"):
        parts = {name: value.split(" ") for name, value in award.attrib.items()}
        if "levels" in parts:
            parts["levels"] = [int(level) for level in parts["levels"]]
        parts["kinds"] = [kind for kind in parts["kinds"] if kind]
        awards.append(parts)
    service = f"{TSL}TSPServices/{TSL}TSPService/{TSL}ServiceInformation"
    return {
        **facts,
        "name": information.findtext(f"{TSL}TSPName/{TSL}Name") or "",
        "identifiers": texts(told, f"{ISS}Identifier"),
        "awards": awards,
        "assurance": [dict(decision.attrib) for decision in told.findall(f"{ISS}Assurance")],
        "certificates": [
            "".join(text.split())
            for text in texts(provider, f"{service}/{TSL}ServiceDigitalIdentity/{TSL}DigitalId/{TSL}X509Certificate")
        ],
        "origin": origin,
    }


def in_xml(raw):
    need(b"<!DOCTYPE" not in raw, "a document type")
    root = ET.fromstring(raw)
    scheme = root.find(f"{TSL}SchemeInformation")
    need(root.tag == f"{TSL}TrustServiceStatusList" and scheme.findtext(f"{TSL}TSLType") == LIST, "no such list")
    moment(scheme.findtext(f"{TSL}ListIssueDateTime"))
    return {
        "version": int(scheme.findtext(f"{TSL}TSLSequenceNumber")),
        "operator": {
            "name": scheme.findtext(f"{TSL}SchemeOperatorName/{TSL}Name"),
            "country": scheme.findtext(f"{TSL}SchemeTerritory"),
        },
        "nextUpdate": scheme.findtext(f"{TSL}NextUpdate/{TSL}dateTime"),
        "issuers": [issuer_in(one) for one in root.iterfind(f"{TSL}TrustServiceProviderList/{TSL}TrustServiceProvider")],
    }


for path in sys.argv[1:]:
    with open(path, "rb") as file:
        raw = file.read()
    try:
        said = in_xml(raw) if raw.lstrip().startswith(b"<") else in_json(raw)
        moment(said["nextUpdate"])
        sound(said["issuers"])
    except (ValueError, KeyError, AttributeError, TypeError, ET.ParseError) as error:
        said = {"refused": f"{type(error).__name__}: {error}"}
    print(json.dumps(said, ensure_ascii=False, sort_keys=True))
