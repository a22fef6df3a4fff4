"""The QR code as others see it: an independent decoder reads it, an independent verifier trusts it by `GET /keys` alone."""

import base64
import hashlib
import subprocess

import cbor2
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives import hashes

from installation import register

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def base45(text: str) -> bytes:
    """Decodes base45 as RFC 9285 writes it."""
    digits = [ALPHABET.index(character) for character in text]
    out = bytearray()
    for place in range(0, len(digits), 3):
        part = digits[place:place + 3]
        value = sum(digit * 45 ** power for power, digit in enumerate(part))
        out += value.to_bytes(len(part) - 1, "big")
    return bytes(out)


def verify(text: str, jwks: dict) -> dict:
    """Checks a live code with the published keys and gives its claims."""
    protected, _, claims, signature = cbor2.loads(base45(text.removeprefix("JKM1:")))
    kid = base64.urlsafe_b64encode(cbor2.loads(protected)[4]).rstrip(b"=").decode()
    key = next(key for key in jwks["keys"] if key["kid"] == kid)
    x, y = (int.from_bytes(base64.urlsafe_b64decode(key[part] + "=="), "big") for part in "xy")
    public = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    signed = cbor2.dumps(["Signature1", protected, b"", claims])
    public.verify(utils.encode_dss_signature(r, s), signed, ec.ECDSA(hashes.SHA256()))
    return cbor2.loads(claims)


@pytest.fixture
def resident(installation, number):
    client = installation.sign_in("13800000001")
    return client, register(client, number())


def test_zbarimg_reads_the_png_at_phone_size(installation, resident, tmp_path):
    client, person = resident
    status, image, headers = client.raw("GET", f"/api/v1/people/{person['id']}/code.png")
    assert (status, headers["Content-Type"]) == (200, "image/png")
    (tmp_path / "code.png").write_bytes(image)
    read = subprocess.run(["zbarimg", "-q", "--raw", tmp_path / "code.png"], capture_output=True, text=True, check=True)
    verify(read.stdout.rstrip("\n"), installation.anyone().get("/keys"))


def test_the_payload_verifies_with_the_published_key_alone(installation, resident):
    client, person = resident
    token = client.get(f"/people/{person['id']}/code")["token"]
    claims = verify(token, installation.anyone().get("/keys"))
    assert 0 < claims[4] - claims[6] <= 120


def test_an_edited_payload_does_not_verify(installation, resident):
    client, person = resident
    token = client.get(f"/people/{person['id']}/code")["token"]
    keys = installation.anyone().get("/keys")
    message = cbor2.loads(base45(token.removeprefix("JKM1:")))
    claims = cbor2.loads(message[2])
    claims[4] += 3600
    forged = cbor2.dumps([message[0], message[1], cbor2.dumps(claims), message[3]])
    digits = ""
    for place in range(0, len(forged), 2):
        value, size = int.from_bytes(forged[place:place + 2], "big"), len(forged[place:place + 2]) + 1
        for _ in range(size):
            digits, value = digits + ALPHABET[value % 45], value // 45
    with pytest.raises(InvalidSignature):
        verify("JKM1:" + digits, keys)


def test_a_payload_holds_nothing_personal(resident):
    client, person = resident
    text = client.get(f"/people/{person['id']}/code")["token"]
    held = base45(text.removeprefix("JKM1:"))
    assert "林".encode() not in held
    assert hashlib.sha256(person["id"].encode()).digest()[:8] not in held
    assert int(person["id"]).to_bytes(8, "big") not in held
