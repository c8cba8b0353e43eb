"""A PNG whose bytes hang on its pixels alone.

Libraries pack the same pixels differently from machine to machine. This packs them in one way: an 8-bit palette, rows
as differences from the row above, runs as repeats of the byte before, and the fixed code of RFC 1951. No text, no time.
"""

import struct
import zlib

import numpy as np

SHORTEST, LONGEST = 3, 258


def png_bytes(pixels: np.ndarray, palette: np.ndarray) -> bytes:
    """Pixels (rows × columns, uint8, numbers of the palette) and palette (colours × 3, uint8) as a PNG."""
    height, width = pixels.shape
    above = np.vstack([np.zeros((1, width), np.uint8), pixels[:-1]])
    lines = np.empty((height, width + 1), np.uint8)
    lines[:, 0] = 2  # filter "up": each byte less the one above
    lines[:, 1:] = pixels - above
    data = lines.tobytes()
    packed = b"\x78\x01" + _deflated(lines.ravel()) + struct.pack(">I", zlib.adler32(data))
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette.astype(np.uint8).tobytes()), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, held) for kind, held in chunks)


def _chunk(kind: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))


def _deflated(data: np.ndarray) -> bytes:
    """One block of the fixed code: a byte, then a repeat of it for as long as it goes on."""
    codes, bits = _tokens(data)
    codes = np.concatenate([[0b011], codes, [0]]).astype(np.uint32)  # last block, fixed code … end of block
    bits = np.concatenate([[3], bits, [7]]).astype(np.int64)
    at = np.arange(int(bits.sum())) - np.repeat(np.cumsum(bits) - bits, bits)
    stream = (np.repeat(codes, bits) >> at.astype(np.uint32)) & 1
    return np.packbits(stream.astype(np.uint8), bitorder="little").tobytes()


def _tokens(data: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Code and number of bits of each token in order; codes are turned so that their first bit is the lowest."""
    literal_code, literal_bits = _literals()
    repeat_code, repeat_bits = _repeats()
    starts = np.flatnonzero(np.concatenate([[True], data[1:] != data[:-1]]))
    lengths = np.diff(np.append(starts, len(data)))
    values = data[starts]
    rest = lengths - 1
    whole, left = rest // LONGEST, rest % LONGEST
    # one byte, whole repeats of 258, then a shorter repeat, or the byte once or twice more
    short = np.where(left >= SHORTEST, 1, left)
    counts = 1 + whole + short
    ends = np.cumsum(counts)
    first = ends - counts
    run = np.repeat(np.arange(len(values)), counts)
    position = np.arange(int(counts.sum())) - first[run]
    codes, bits = literal_code[values[run]], literal_bits[values[run]]
    long = (position >= 1) & (position <= whole[run])
    codes[long], bits[long] = repeat_code[LONGEST], repeat_bits[LONGEST]
    tail = (position == whole[run] + 1) & (left[run] >= SHORTEST)
    codes[tail], bits[tail] = repeat_code[left[run[tail]]], repeat_bits[left[run[tail]]]
    return codes, bits


def _turned(code: int, bits: int) -> int:
    return int(f"{code:0{bits}b}"[::-1], 2)


def _literals() -> tuple[np.ndarray, np.ndarray]:
    """The fixed code of each byte (RFC 1951, 3.2.6)."""
    pairs = [(0x30 + value, 8) if value < 144 else (0x190 + value - 144, 9) for value in range(256)]
    return np.array([_turned(c, b) for c, b in pairs], np.uint32), np.array([b for _, b in pairs], np.int64)


def _repeats() -> tuple[np.ndarray, np.ndarray]:
    """The fixed code of a repeat of each length, with the distance 1 behind it (RFC 1951, 3.2.5)."""
    codes, bits = np.zeros(LONGEST + 1, np.uint32), np.zeros(LONGEST + 1, np.int64)
    for length in range(SHORTEST, LONGEST + 1):
        symbol, extra, base = _length_symbol(length)
        own = (symbol - 256, 7) if symbol < 280 else (0xC0 + symbol - 280, 8)
        code, size = _turned(*own), own[1]
        code |= (length - base) << size
        codes[length], bits[length] = code, size + extra + 5  # distance 1 is five noughts
    return codes, bits


def _length_symbol(length: int) -> tuple[int, int, int]:
    """(symbol, how many bits follow, the least length of the symbol)."""
    if length == LONGEST:
        return 285, 0, LONGEST
    symbol, base = 257, SHORTEST
    while True:
        extra = max(0, (symbol - 261) // 4)
        if length < base + (1 << extra):
            return symbol, extra, base
        base += 1 << extra
        symbol += 1
