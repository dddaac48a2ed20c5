"""Writes the small stand-in for MNIST that the example programs train on.

Usage: python tools/make_mnist.py [FOLDER]     (default: legacy_examples/data/mnist)

Digits are drawn from a 5x7 font, enlarged, slanted, shifted and speckled, and stored in the four gzipped IDX
files of http://yann.lecun.com/exdb/mnist (same names, same byte layout): 6,000 to train with, so that the
customary validation split of 5,000 leaves 1,000, and 1,000 to test with. The bytes depend on nothing but this file:
NumPy's RandomState streams and gzip with a fixed time stamp.
"""
import gzip
import os
import struct
import sys

import numpy as np

FONT = {
    0: "01110 10001 10011 10101 11001 10001 01110",
    1: "00100 01100 00100 00100 00100 00100 01110",
    2: "01110 10001 00001 00010 00100 01000 11111",
    3: "11110 00001 00001 01110 00001 00001 11110",
    4: "00010 00110 01010 10010 11111 00010 00010",
    5: "11111 10000 11110 00001 00001 10001 01110",
    6: "00110 01000 10000 11110 10001 10001 01110",
    7: "11111 00001 00010 00100 01000 01000 01000",
    8: "01110 10001 10001 01110 10001 10001 01110",
    9: "01110 10001 10001 01111 00001 00010 01100",
}
SIDE = 28
SCALE = 3
SPECKS = 8
INK = 240


def glyph(digit):
    """The digit as an array of zeros and ones, 7 * SCALE high and 5 * SCALE wide."""
    rows = [[int(cell) for cell in row] for row in FONT[digit].split()]
    return np.kron(np.array(rows, np.uint8), np.ones((SCALE, SCALE), np.uint8))


def draw(digit, random):
    """One image of the digit: SIDE x SIDE bytes, slanted, shifted and with SPECKS pixels inverted."""
    shape = glyph(digit)
    height, width = shape.shape
    image = np.zeros((SIDE, SIDE), np.uint8)
    slant = random.randint(-1, 2)
    top = random.randint(1, SIDE - height)
    left = random.randint(3, SIDE - width - 2)
    for row in range(height):
        start = left + slant * (height // 2 - row) // 6
        image[top + row, start:start + width] = shape[row] * INK
    for _ in range(SPECKS):
        row, column = random.randint(0, SIDE, size=2)
        image[row, column] = INK - image[row, column]
    return image


def write_idx(path, array):
    """Writes a uint8 array in the gzipped IDX format."""
    header = struct.pack(">BBBB", 0, 0, 8, array.ndim) + struct.pack(">%dI" % array.ndim, *array.shape)
    with open(path, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as stream:
        stream.write(header + array.tobytes())


def main(folder):
    if not os.path.isdir(folder):
        os.makedirs(folder)
    random = np.random.RandomState(2016)
    for prefix, count in (("train", 6000), ("t10k", 1000)):
        labels = random.randint(0, 10, size=count).astype(np.uint8)
        images = np.stack([draw(label, random) for label in labels])
        write_idx(os.path.join(folder, prefix + "-images-idx3-ubyte.gz"), images)
        write_idx(os.path.join(folder, prefix + "-labels-idx1-ubyte.gz"), labels)


if __name__ == "__main__":
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "legacy_examples", "data", "mnist")
    main(sys.argv[1] if len(sys.argv) > 1 else beside)
