"""Reads archives and mail drafts with Python's own zipfile and email, and tells what stands in them, a JSON line a file."""

import email
import email.policy
import hashlib
import json
import sys
import zipfile


def digest(data):
    return hashlib.sha256(data).hexdigest()


def archive(path):
    with zipfile.ZipFile(path) as told:
        bad = told.testzip()
        if bad:
            return {"bad": bad}
        files = {info.filename: digest(told.read(info)) for info in told.infolist()}
        return {"bad": bad, "files": files}


def draft(path):
    with open(path, "rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    defects = [str(defect) for part in message.walk() for defect in part.defects]
    defects += [str(defect) for header in message.values() for defect in getattr(header, "defects", ())]
    to = message["To"].addresses[0]
    return {
        "bad": "; ".join(defects) or None,
        "subject": message["Subject"],
        "to": [to.display_name, to.addr_spec],
        "unsent": message["X-Unsent"],
        "date": message["Date"].datetime.isoformat(),
        "text": message.get_body().get_content(),
        "files": {part.get_filename(): digest(part.get_content()) for part in message.iter_attachments()},
    }


for line in sys.stdin:
    path = line.rstrip("\n")
    print(json.dumps((archive if path.endswith(".zip") else draft)(path)))
