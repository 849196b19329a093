"""Large tables with tabs between the cells, kept as bytes and taken apart row by row when somebody asks.

`tabs/1`: a row is a line (LF or CR LF), a cell what stands between two tabs (IANA text/tab-separated-values): no
quotation marks, no line breaks inside cells, so row 12 is line 12. The bytes may be packed (gzip, or a ZIP archive of
one file); the rendition is of what is inside. Locators are those of `csv/1`.
"""

from __future__ import annotations

import functools
import hashlib
import io
import re
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import SourceRefused

LARGEST = 1 << 30  # bytes, unpacked
LONGEST = 1_000_000  # bytes of a row
_PLACE = re.compile(r"row=([1-9][0-9]{0,11})|cell=([1-9][0-9]{0,11}),([1-9][0-9]{0,11})")
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_BOM = b"\xef\xbb\xbf"
_DAMAGED = (zlib.error, zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError)
_WHOLE_HEADER = 30  # bytes of a ZIP entry's header before its name


@dataclass(frozen=True, slots=True)
class TabRendition:
    """A table as bytes with the place at which each row starts; the last start is the end of the bytes."""

    content: bytes
    starts: array[int]
    kind: str = "tabs/1"

    def rows(self) -> Iterator[bytes]:
        """Each row as bytes, without the end of its line; an empty line is an empty row."""
        for line in io.BytesIO(self.content):
            yield line.rstrip(b"\r\n")

    def cells(self, row: int) -> tuple[str, ...]:
        """The cells of a row, counted from 1. Raises IndexError, and UnicodeDecodeError when it isn't UTF-8."""
        if not 0 < row < len(self.starts):
            raise IndexError(row)
        return _cells(self.content[self.starts[row - 1]:self.starts[row]])

    def text_at(self, locator: str) -> str:
        place = _PLACE.fullmatch(locator)
        if place is None:
            raise KeyError(locator)
        try:
            if place[1]:
                return " | ".join(filter(None, self.cells(int(place[1]))))
            return self.cells(int(place[2]))[int(place[3]) - 1]
        except (UnicodeDecodeError, IndexError) as error:
            raise KeyError(locator) from error

    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@functools.lru_cache(maxsize=64)
def _cells(line: bytes) -> tuple[str, ...]:
    return tuple(line.rstrip(b"\r\n").decode().split("\t"))


def broken(row: bytes) -> str:
    """Why a row can't be read at all: a NUL in it, or more than a million bytes; "" when it can."""
    if b"\0" in row:
        return "expected text, found a NUL"
    return f"expected a row of at most {LONGEST} bytes, found {len(row)}" if len(row) > LONGEST else ""


def render_tabs(content: bytes, name: str) -> TabRendition:
    """`tabs/1` of a document, unpacked; raises SourceRefused when it is damaged, too large, or several files."""
    plain = _unpacked(content, name).removeprefix(_BOM)
    starts = array("Q", [0])
    end = 0
    for line in io.BytesIO(plain):
        end += len(line)
        starts.append(end)
    return TabRendition(plain, starts)


def _unpacked(content: bytes, name: str) -> bytes:
    try:
        if content.startswith(_ZIP):
            return _of_zip(content, name)
        return _of_gzip(content, name) if content.startswith(_GZIP) else content
    except _DAMAGED as error:
        raise SourceRefused(f"expected a packed file, found a damaged one: {error}", name) from error


def _of_zip(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [part for part in packed.infolist() if not part.is_dir()]
        if len(parts) != 1:
            raise SourceRefused(f"expected one file in the archive, found {len(parts)}", name)
        with packed.open(parts[0]) as part:
            found = part.read(LARGEST + 1)
    _check_size(len(found), name)
    return found


def _of_gzip(content: bytes, name: str) -> bytes:
    found, rest = bytearray(), content
    while rest:
        member = zlib.decompressobj(wbits=31)
        found += member.decompress(rest, LARGEST + 1 - len(found))
        _check_size(len(found), name)
        if not member.eof:
            raise EOFError("its end is missing")
        rest = member.unused_data.lstrip(b"\0")
    return bytes(found)


def _check_size(size: int, name: str) -> None:
    if size > LARGEST:
        raise SourceRefused(f"expected at most {LARGEST} bytes when unpacked", name)


def first_row(head: bytes) -> bytes:
    """The first row of a table whose first bytes are given, unpacked where that is needed; "" when it can't be."""
    try:
        if head.startswith(_GZIP):
            head = zlib.decompressobj(wbits=31).decompress(head, 65_536)
        elif head.startswith(_ZIP) and head[8:10] in (b"\0\0", b"\x08\0"):
            start = _WHOLE_HEADER + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
            packed = head[8:10] == b"\x08\0"
            head = zlib.decompressobj(wbits=-15).decompress(head[start:], 65_536) if packed else head[start:]
    except zlib.error:
        return b""
    return head.removeprefix(_BOM).partition(b"\n")[0].rstrip(b"\r")
