#!/usr/bin/env python3
"""Opens a template package as docs/template-package.md has it, with nothing of Sealwright: reader.py PACKAGE.swtemplate

The template as JSON; or `unreadable`, or `differs PATH`. Whether a sealed manifest's signature holds is left to a JWS library.
"""
import base64
import hashlib
import json
import sys
import zipfile

MANIFESTS = ("manifest.json", "manifest.jades.json")
TYPES = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml", "ttf": "font/ttf", "otf": "font/otf"}


def put_back(value, parts):
    if isinstance(value, dict):
        return {key: put_back(each, parts) for key, each in value.items()}
    if isinstance(value, list):
        return [put_back(each, parts) for each in value]
    if not isinstance(value, str) or not value.startswith("package:"):
        return value
    path = value[len("package:") :]
    return f"data:{TYPES[path.rsplit('.', 1)[-1]]};base64,{base64.b64encode(parts[path]).decode()}"


def judge(package):
    parts = {name: package.read(name) for name in package.namelist()}
    found = [name for name in MANIFESTS if name in parts]
    if len(found) != 1:
        return "unreadable"
    manifest = json.loads(parts.pop(found[0]))
    if found[0] == "manifest.jades.json":
        payload = manifest["payload"]
        manifest = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    if manifest["schema"] != "sealwright-package/1":
        return "unreadable"
    for file in manifest["files"]:
        part = parts.get(file["path"])
        if part is None or len(part) != file["bytes"] or hashlib.sha256(part).hexdigest() != file["sha256"]:
            return "differs " + file["path"]
    told = [file["path"] for file in manifest["files"]]
    for name in parts:
        if name not in told:
            return "differs " + name
    return json.dumps(put_back(json.loads(parts["template.json"]), parts))


try:
    with zipfile.ZipFile(sys.argv[1]) as package:
        print(judge(package))
except (ValueError, KeyError, TypeError, zipfile.BadZipFile):
    print("unreadable")
