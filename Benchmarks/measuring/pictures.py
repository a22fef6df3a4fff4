"""Pictures of a code as a camera of 640 by 480 points sees it: straight, turned, and in noise."""

import ctypes
import math
import random
import struct
import zlib

WIDTH, HEIGHT = 640, 480


class _Symbol(ctypes.Structure):
    _fields_ = [("version", ctypes.c_int), ("width", ctypes.c_int), ("data", ctypes.POINTER(ctypes.c_ubyte))]


def modules(text):
    """The dark and light modules of the QR code of a text, by libqrencode, at error correction level Q."""
    library = ctypes.CDLL("libqrencode.so.4")
    library.QRcode_encodeString.restype = ctypes.POINTER(_Symbol)
    symbol = library.QRcode_encodeString(text.encode(), 0, 2, 2, 1).contents
    return [[symbol.data[y * symbol.width + x] & 1 for x in range(symbol.width)] for y in range(symbol.width)]


def picture(rows, degrees=0.0, noise=0, size=400):
    """A PNG picture in grey: the symbol so large, turned so far, with so much noise."""
    chance = random.Random(degrees)
    count, turn = len(rows), math.radians(degrees)
    lines = bytearray()
    for y in range(HEIGHT):
        lines.append(0)
        for x in range(WIDTH):
            dx, dy = x - WIDTH / 2, y - HEIGHT / 2
            across = (dx * math.cos(turn) + dy * math.sin(turn)) / size * count + count / 2
            down = (dy * math.cos(turn) - dx * math.sin(turn)) / size * count + count / 2
            dark = 0 <= across < count and 0 <= down < count and rows[int(down)][int(across)]
            lines.append(max(0, min(255, (40 if dark else 215) + chance.randint(-noise, noise))))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(lines))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks)


def draw(text, folder):
    """Writes the pictures of a text; their paths."""
    rows = modules(text)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for degrees, noise in [(0, 0), (4, 20), (11, 30)]:
        path = folder / f"turned-{degrees}.png"
        path.write_bytes(picture(rows, degrees, noise))
        paths.append(path)
    return paths
