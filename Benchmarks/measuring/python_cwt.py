"""The same certificate verified and issued by python-cwt from PyPI, on one core: `python_cwt.py MESSAGE KEY SECONDS`."""

import base64
import json
import sys
import time

import cwt
from cryptography.hazmat.primitives.asymmetric import ec
from cwt import COSEKey


def per_second(work, seconds):
    work()
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        for _ in range(20):
            work()
        count += 20
    return count / (time.perf_counter() - start)


def octets(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


message, key, seconds = bytes.fromhex(sys.argv[1]), json.loads(sys.argv[2])["keys"][0], float(sys.argv[3])
es256 = {1: 2, 3: -7, -1: 1}
public = COSEKey.new(es256 | {2: octets(key["kid"]), -2: octets(key["x"]), -3: octets(key["y"])})
claims = cwt.decode(message, public)
secret = ec.generate_private_key(ec.SECP256R1()).private_numbers()
numbers = {-2: secret.public_numbers.x, -3: secret.public_numbers.y, -4: secret.private_value}
private = COSEKey.new(es256 | {2: b"12345678"} | {name: number.to_bytes(32, "big") for name, number in numbers.items()})
print("cwt_verify", per_second(lambda: cwt.decode(message, public), seconds))
print("cwt_issue", per_second(lambda: cwt.encode(claims, private), seconds))
