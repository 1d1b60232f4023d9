"""Judge of W3C Verifiable Credentials, data model 2.0, independent of the product.

    python validate.py [--reference DIR] [--root PEM] [--controllers JSON] FILE...

Each file is a credential secured with JOSE (compact JWS) or with a Data Integrity proof. One JSON line per file:
{"file", "ok", "messages"}; exit code 1 when one of them is not ok. Nothing is fetched: contexts and schema come from the
reference folder, keys of Data Integrity proofs from the issuers' controller documents given.

What is asked of a credential:
- JOSE: `typ` vc+jwt, `cty` vc, no header but the known; x5t#S256 is the digest of the first certificate in x5c, the
  chain leads to the root and was valid at `iat`; jwcrypto verifies the signature under that certificate's key;
- Data Integrity: ecdsa-rdfc-2019, canonical by PyLD and verified by the cryptography package, under a key its issuer
  names for assertions;
- the contents fit the W3C's JSON Schema, and no key or type is lost when JSON-LD expands them.
"""

import argparse
import base64
import datetime
import hashlib
import json
import pathlib
import sys

import jsonschema
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from jwcrypto import jwk, jws
from pyld import jsonld

HERE = pathlib.Path(__file__).resolve().parent
REFERENCE = HERE.parents[3] / "shared" / "reference" / "vc"
BASE_CONTEXT = "https://www.w3.org/ns/credentials/v2"
CONTEXTS = {
    BASE_CONTEXT: "vc-data-model/contexts/credentials/v2",
    "https://www.w3.org/ns/credentials/examples/v2": "vc-data-model/contexts/credentials/examples/v2",
}
SCHEMA = "vc-data-model/schema/verifiable-credential/verifiable-credential-schema.json"
HEADERS = {"alg", "typ", "cty", "kid", "x5c", "x5t#S256", "iat"}
ALGORITHMS = {"ES256", "ES384", "ES512", "RS256", "PS256"}
LOST = "urn:lost:"
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
# Multicodec of a compressed public key: curve, hash, bytes of a coordinate.
CURVES = {
    b"\x80\x24": (ec.SECP256R1(), hashes.SHA256(), 32),
    b"\x81\x24": (ec.SECP384R1(), hashes.SHA384(), 48),
}


class Refused(Exception):
    pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--reference", type=pathlib.Path, default=REFERENCE)
    parser.add_argument("--root", type=pathlib.Path)
    parser.add_argument("--controllers", type=pathlib.Path, help="JSON array of controller documents")
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    judge = Judge(arguments.reference, arguments.root, arguments.controllers)
    good = True
    for name in arguments.files:
        messages = judge.messages(pathlib.Path(name))
        good = good and not messages
        print(json.dumps({"file": name, "ok": not messages, "messages": messages}, ensure_ascii=False), flush=True)
    sys.exit(0 if good else 1)


class Judge:
    def __init__(self, reference, root, controllers):
        self.root = root and x509.load_pem_x509_certificate(root.read_bytes())
        self.controllers = {one["id"]: one for one in json.loads(controllers.read_text("utf-8"))} if controllers else {}
        self.schema = jsonschema.Draft202012Validator(json.loads((reference / SCHEMA).read_text("utf-8")))
        documents = {
            address: {"contextUrl": None, "documentUrl": address, "document": json.loads((reference / path).read_text("utf-8"))}
            for address, path in CONTEXTS.items()
        }

        def load(address, options=None):
            if address not in documents:
                raise Refused(f"context {address} is not at hand")
            return documents[address]

        jsonld.set_document_loader(load)

    def messages(self, path):
        try:
            data = path.read_text("utf-8")
            if data.lstrip().startswith("{"):
                credential = self.data_integrity(read_json(data))
            else:
                credential = self.jose(data.strip())
            return self.contents(credential)
        except Exception as error:  # a judge says no, whatever the file holds
            return [f"{type(error).__name__}: {error}"]

    def jose(self, token):
        parsed = jws.JWS()
        parsed.allowed_algs = sorted(ALGORITHMS)
        parsed.deserialize(token)
        header = read_json(parsed.objects["protected"])
        if (header.get("typ"), header.get("cty")) != ("vc+jwt", "vc"):
            raise Refused(f"media types {header.get('typ')!r} and {header.get('cty')!r}")
        if header.keys() - HEADERS:
            raise Refused(f"headers {sorted(header.keys() - HEADERS)}")
        chain = [x509.load_der_x509_certificate(base64.b64decode(one, validate=True)) for one in header["x5c"]]
        leaf = chain[0]
        digest = hashlib.sha256(leaf.public_bytes(serialization.Encoding.DER)).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != header["x5t#S256"]:
            raise Refused("x5t#S256 is not the digest of the certificate")
        if self.root is None:
            raise Refused("no root to trust")
        moment = datetime.datetime.fromtimestamp(header["iat"], datetime.timezone.utc)
        for certificate, issuer in zip(chain, [*chain[1:], self.root]):
            certificate.verify_directly_issued_by(issuer)
            if not certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc:
                raise Refused("a certificate was not valid at iat")
        public = leaf.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        parsed.verify(jwk.JWK.from_pem(public), alg=header["alg"])
        return read_json(parsed.payload)

    def data_integrity(self, credential):
        document = dict(credential)
        proof = dict(document.pop("proof"))
        value = proof.pop("proofValue")
        if (proof.get("type"), proof.get("cryptosuite")) != ("DataIntegrityProof", "ecdsa-rdfc-2019"):
            raise Refused("another kind of proof")
        if proof.get("proofPurpose") != "assertionMethod":
            raise Refused("a proof for another purpose")
        public, digest, size = self.key_of(document, proof["verificationMethod"])
        hashed = b"".join(
            hashed_with(digest, canonical(one))
            for one in ({"@context": document["@context"], **proof}, document)
        )
        raw = base58(value)
        if len(raw) != 2 * size:
            raise Refused("a signature of another length")
        signature = encode_dss_signature(int.from_bytes(raw[:size], "big"), int.from_bytes(raw[size:], "big"))
        try:
            public.verify(signature, hashed, ec.ECDSA(digest))
        except InvalidSignature:
            raise Refused("the signature does not hold") from None
        return credential

    def key_of(self, document, method):
        issuer = document["issuer"] if isinstance(document["issuer"], str) else document["issuer"]["id"]
        controller = self.controllers.get(issuer)
        if controller is None or method not in controller["assertionMethod"]:
            raise Refused(f"{issuer} does not name the key {method}")
        key = next(one for one in controller["verificationMethod"] if one["id"] == method)
        data = base58(key["publicKeyMultibase"])
        curve, digest, size = CURVES[data[:2]]
        return ec.EllipticCurvePublicKey.from_encoded_point(curve, data[2:]), digest, size

    def contents(self, credential):
        messages = [f"schema: {error.json_path} {error.message[:200]}" for error in self.schema.iter_errors(credential)]
        said = {key: value for key, value in credential.items() if key != "proof"}
        # With a vocabulary to fall into, a term the contexts do not know stays visible.
        said["@context"] = [*said["@context"], {"@vocab": LOST}]
        for key in sorted(lost(jsonld.expand(said))):
            messages.append(f"lost in expansion: {key}")
        return messages


def read_json(text):
    def once(pairs):
        keys = [key for key, _ in pairs]
        if len(keys) != len(set(keys)):
            raise Refused("a key given twice")
        return dict(pairs)

    value = json.loads(text, object_pairs_hook=once)
    if not isinstance(value, dict):
        raise Refused("not an object")
    return value


def canonical(document):
    return jsonld.normalize(document, {"algorithm": "URDNA2015", "format": "application/n-quads"}).encode("utf-8")


def hashed_with(digest, data):
    hasher = hashes.Hash(digest)
    hasher.update(data)
    return hasher.finalize()


def base58(multibase):
    if not multibase.startswith("z"):
        raise Refused("not base58btc")
    number = 0
    for letter in multibase[1:]:
        number = number * 58 + BASE58.index(letter)
    leading = len(multibase[1:]) - len(multibase[1:].lstrip("1"))
    return b"\x00" * leading + number.to_bytes((number.bit_length() + 7) // 8, "big")


def lost(value):
    if isinstance(value, dict):
        for key, item in value.items():
            if key.startswith(LOST):
                yield key[len(LOST):]
            if key == "@type":
                names = item if isinstance(item, list) else [item]
                yield from (name[len(LOST):] for name in names if name.startswith(LOST))
            yield from lost(item)
    elif isinstance(value, list):
        for item in value:
            yield from lost(item)


if __name__ == "__main__":
    main()
