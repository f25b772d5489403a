"""Lays pictures of pages (PGM) side by side in rows of eight, as one PNG of sixteen greys: tile.py OUT.png PAGE.pgm ..."""

import struct
import sys
import zlib

COLUMNS, GAP, GROUND = 8, 8, 0xB0


def page(path):
    with open(path, "rb") as file:
        assert file.readline().strip() == b"P5", path
        width, height = map(int, file.readline().split())
        file.readline()
        data = file.read()
    return [data[row * width:(row + 1) * width] for row in range(height)]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def main(out, *paths):
    pages = [page(path) for path in paths]
    width = max(len(rows[0]) for rows in pages)
    height = max(len(rows) for rows in pages)
    gap = bytes([GROUND]) * GAP
    lines = []
    for first in range(0, len(pages), COLUMNS):
        row = pages[first:first + COLUMNS] + [[]] * (COLUMNS - len(pages[first:first + COLUMNS]))
        blank = bytes([GROUND]) * width
        lines += [bytes([GROUND]) * ((width + GAP) * COLUMNS + GAP)] * GAP
        for at in range(height):
            lines.append(gap + b"".join((rows[at] if at < len(rows) else blank).ljust(width, blank[:1]) + gap for rows in row))
    lines += [bytes([GROUND]) * len(lines[0])] * GAP
    packed = b"".join(b"\0" + bytes((a & 0xF0) | (b >> 4) for a, b in zip(line[::2], line[1::2] + b"\0")) for line in lines)
    head = struct.pack(">IIBBBBB", len(lines[0]), len(lines), 4, 0, 0, 0, 0)
    with open(out, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(packed, 9)) + chunk(b"IEND", b""))


main(*sys.argv[1:])
