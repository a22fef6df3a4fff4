"""Another country that signs EU Digital COVID Certificates, and a pack that recognises them: made here, of its own key."""

import base64
import json
import os
import pathlib
import shutil
import time
import zlib

import cbor2
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils

from installation import Installation

ROOT = pathlib.Path(__file__).parents[2]
BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
RULE = {
    "Identifier": "VR-XX-0001", "Type": "Acceptance", "Country": "XX", "Version": "1.0.0", "SchemaVersion": "1.0.0",
    "Engine": "CERTLOGIC", "EngineVersion": "0.7.5", "CertificateType": "Vaccination",
    "Description": [
        {"lang": "en", "desc": "All doses must have been given."}, {"lang": "zh", "desc": "必须完成全部剂次。"}],
    "ValidFrom": "2020-01-01T00:00:00Z", "ValidTo": "2099-01-01T00:00:00Z", "AffectedFields": ["v.0.dn", "v.0.sd"],
    "Logic": {">=": [{"var": "payload.v.0.dn"}, {"var": "payload.v.0.sd"}]},
}


def recognising(pack, standing="green"):
    """A pack's text with what it says of this country's certificates."""
    entry = f"""
  - id: partners
    name: {{zh: 伙伴国家的证书, en: Certificates of partner countries}}
    format: hcert
    attests: [vaccination, test]
    trust: partners
    rules: [entry]
    as: {standing}
    records:
      - {{kind: test, result: negative}}
      - {{kind: vaccinated, after: 14d, for: 270d}}
    says: {{zh: 请看护照：姓名和出生年份要对得上。, en: Look at the passport; name and year of birth must fit.}}
"""
    return pack.replace("\nrecognises:\n", "\nrecognises:" + entry, 1)


class Abroad:
    """A country, its key, and what an installation keeps of it."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.kid = os.urandom(8)

    def trust(self, directory):
        """Puts the country's key and its rule where the installation looks for them."""
        (directory / "trust").mkdir(exist_ok=True)
        (directory / "rules").mkdir(exist_ok=True)
        self.list(directory).write_text(json.dumps({"keys": [self.jwk()]}))
        (directory / "rules" / "entry.json").write_text(json.dumps([RULE]))

    def distrust(self, directory):
        self.list(directory).unlink()

    @staticmethod
    def list(directory):
        return directory / "trust" / "partners"

    def jwk(self):
        numbers = self.key.public_key().public_numbers()
        text = lambda number: encode(number.to_bytes(32, "big"))  # noqa: E731
        return {"kty": "EC", "crv": "P-256", "x": text(numbers.x), "y": text(numbers.y), "kid": encode(self.kid)}

    def vaccination(self, dose=2, surname="林", forename="晓雨", latin=("LIN", "XIAOYU"), birth="1990-01-01", days=90):
        """A certificate of a dose that was given 60 days ago, as the text of its QR code."""
        now = int(time.time())
        date = time.strftime("%Y-%m-%d", time.gmtime(now - 60 * 86_400))
        said = {
            "ver": "1.3.0", "nam": {"fn": surname, "gn": forename, "fnt": latin[0], "gnt": latin[1]}, "dob": birth,
            "v": [{
                "tg": "840539006", "vp": "1119349007", "mp": "EU/1/20/1528", "ma": "ORG-100030215", "dn": dose, "sd": 2,
                "dt": date, "co": "XX", "is": "Ministry of Health", "ci": "URN:UVCI:01:XX:" + os.urandom(8).hex().upper(),
            }],
        }
        return self.sign({1: "XX", 4: now + days * 86_400, 6: now - 100 * 86_400, -260: {1: said}})

    def sign(self, claims):
        protected = cbor2.dumps({1: -7, 4: self.kid})
        payload = cbor2.dumps(claims)
        message = cbor2.dumps(["Signature1", protected, b"", payload])
        r, s = utils.decode_dss_signature(self.key.sign(message, ec.ECDSA(hashes.SHA256())))
        signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
        signed = cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature]))
        return "HC1:" + base45(zlib.compress(signed))


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def base45(data):
    """RFC 9285."""
    text = ""
    for start in range(0, len(data), 2):
        pair = data[start:start + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(3 if len(pair) == 2 else 2):
            text += BASE45[number % 45]
            number //= 45
    return text


@pytest.fixture
def installation(directory, tmp_path, monkeypatch):
    """A server with Hubei's packs, the latest of which recognises the certificates of partner countries."""
    share = tmp_path / "share"
    shutil.copytree(ROOT / "Jurisdictions" / "hubei", share / "Jurisdictions" / "hubei")
    pack = share / "Jurisdictions" / "hubei" / "2020-04-01" / "pack.yaml"
    pack.write_text(recognising(pack.read_text()))
    for folder in ["Divisions", "build"]:  # the second holds the browser's QR decoder
        (share / folder).symlink_to(ROOT / folder)
    monkeypatch.setenv("HEALTHCODE_SHARE", str(share))
    directory.mkdir(mode=0o700)
    made = Installation(directory).start()
    yield made
    made.stop()


@pytest.fixture
def abroad(installation):
    country = Abroad()
    country.trust(installation.directory)
    return country
