"""What wine lacks of Windows and our libraries want, put into a wine prefix. Never shipped."""

import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

COMPILER = "x86_64-w64-mingw32-gcc"

# Each is made of the source beside this file, with what else it needs.
_LIBRARIES: dict[str, tuple[str, ...]] = {"icuuc": (), "bcryptprimitives": ("-ladvapi32",)}
# Parts of complex numbers, which numpy takes from Windows' C library and wine only names: machine
# code of each, by the way Windows hands such numbers over.
_COMPLEX = {
    b"creal": "f20f1001c3",
    b"creall": "f20f1001c3",
    b"crealf": "660f6ec1c3",
    b"cimag": "f20f104108c3",
    b"cimagl": "f20f104108c3",
    b"cimagf": "48c1e920660f6ec1c3",
}
# Wine loads a library that carries this as its own, whatever it was told.
_WINES_OWN = b"Wine builtin DLL"


def add_stand_ins(prefix: Path) -> None:
    """Put the libraries that wine lacks into the prefix and complete its ucrtbase.dll."""
    system = prefix / "drive_c" / "windows" / "system32"
    for name, needed in _LIBRARIES.items():
        source, library = Path(__file__).with_name(f"{name}.c"), system / f"{name}.dll"
        command = [COMPILER, "-shared", "-O1", "-s", str(source), "-o", str(library), *needed]
        subprocess.run(command, check=True)
    runtime = system / "ucrtbase.dll"
    content = runtime.read_bytes()
    # Unlinked first: the prefix may share the file with wine itself.
    runtime.unlink()
    runtime.write_bytes(_with_complex_numbers(content))


def _with_complex_numbers(content: bytes) -> bytes:
    found = bytearray(content)
    for name, offset in _exports(content):
        if name in _COMPLEX:
            code = bytes.fromhex(_COMPLEX[name])
            found[offset : offset + len(code)] = code
    place = found.find(_WINES_OWN)
    if place >= 0:
        found[place : place + len(_WINES_OWN)] = bytes(len(_WINES_OWN))
    return bytes(found)


def _exports(content: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield each exported name and where in the file its code starts."""
    header = _number(content, 0x3C)
    (section_count,) = struct.unpack_from("<H", content, header + 6)
    (optional_size,) = struct.unpack_from("<H", content, header + 20)
    sections = [
        struct.unpack_from("<4I", content, header + 24 + optional_size + 40 * n + 8)
        for n in range(section_count)
    ]

    def offset(address: int) -> int:
        size: int
        start: int
        raw_size: int
        raw_start: int
        for size, start, raw_size, raw_start in sections:
            if start <= address < start + max(size, raw_size):
                return address - start + raw_start
        raise ValueError(f"no section holds address {address:#x}")

    table = offset(_number(content, header + 24 + 112))
    count, functions, names, ordinals = struct.unpack_from("<4I", content, table + 24)
    for n in range(count):
        start = offset(_number(content, offset(names) + 4 * n))
        (ordinal,) = struct.unpack_from("<H", content, offset(ordinals) + 2 * n)
        code = offset(_number(content, offset(functions) + 4 * ordinal))
        yield content[start : content.index(b"\0", start)], code


def _number(content: bytes, place: int) -> int:
    (found,) = struct.unpack_from("<I", content, place)
    return int(found)
