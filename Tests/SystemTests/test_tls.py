"""TLS in the server itself, with a certificate made for the test."""

import datetime
import http.client
import ipaddress
import json
import ssl
import urllib.parse

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from installation import Installation

PLAIN = serialization.NoEncryption()


@pytest.fixture
def certificate(tmp_path):
    """The files of a certificate for 127.0.0.1 and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "health code of a test")])
    now = datetime.datetime.now(datetime.timezone.utc)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1)).not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256()))
    files = tmp_path / "certificate.pem", tmp_path / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, PLAIN))
    return files


@pytest.fixture
def stopped(directory):
    directory.mkdir(mode=0o700)
    made = Installation(directory)
    yield made
    made.stop()


def test_the_server_speaks_tls_with_its_certificate(stopped, certificate):
    chain, key = certificate
    stopped.start("--tls-cert", str(chain), "--tls-key", str(key))
    address = urllib.parse.urlsplit(stopped.address)
    assert address.scheme == "https"
    trusting = ssl.create_default_context(cafile=chain)
    trusting.minimum_version = ssl.TLSVersion.TLSv1_2
    connection = http.client.HTTPSConnection(address.hostname, address.port, context=trusting, timeout=30)
    connection.request("GET", "/api/v1/health")
    answer = connection.getresponse()
    assert answer.status == 200 and json.loads(answer.read())
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_who_does_not_trust_the_certificate_is_not_answered(stopped, certificate):
    chain, key = certificate
    stopped.start("--tls-cert", str(chain), "--tls-key", str(key))
    address = urllib.parse.urlsplit(stopped.address)
    connection = http.client.HTTPSConnection(address.hostname, address.port, context=ssl.create_default_context())
    with pytest.raises(ssl.SSLCertVerificationError):
        connection.request("GET", "/api/v1/health")


def test_plain_http_is_not_answered_where_tls_is_spoken(stopped, certificate):
    chain, key = certificate
    stopped.start("--tls-cert", str(chain), "--tls-key", str(key))
    address = urllib.parse.urlsplit(stopped.address)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
    with pytest.raises((http.client.HTTPException, OSError)):
        connection.request("GET", "/api/v1/health")
        connection.getresponse()


def test_a_certificate_without_its_key_is_refused_at_start(stopped, certificate):
    done = stopped.run("serve", "--port", "0", "--tls-cert", str(certificate[0]), check=False)
    assert done.returncode == 2 and "--tls-key" in done.stderr


def test_a_file_that_is_no_certificate_is_refused_at_start(stopped, certificate, tmp_path):
    other = tmp_path / "other.pem"
    other.write_text("not a certificate")
    done = stopped.run("serve", "--port", "0", "--tls-cert", str(other), "--tls-key", str(certificate[1]), check=False)
    assert done.returncode == 3 and str(other) in done.stderr
