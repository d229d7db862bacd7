"""Tells which name on a broker's list a master's symbol means, and why. Trades nothing."""

import codecs
import io
import sys
from pathlib import Path

from tradecopy_desktop.adapters.symbol_table_file import load_symbol_table
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.cli.arguments import ResolveSymbolChoice
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.symbol_table import SymbolTable
from tradecopy_desktop.engine.symbols.resolve import Resolved, resolve_name

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def print_resolved(choice: ResolveSymbolChoice) -> int:
    """Print the name, NONE or AMBIGUOUS with the names, and the reason below; return 0.

    Raise TradeCopyError if the list cannot be read.
    """
    found = resolve_name(
        choice.symbol,
        read_names(choice.symbols),
        explicit=choice.explicit,
        table=_table(),
        cross_contract=choice.cross_contract,
    )
    # A symbol may have letters that a Windows code page lacks.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.stdout.write(f"{_answer(found)}\n{found.reason}\n")
    return 0


def _answer(found: Resolved) -> str:
    if found.name is not None:
        return found.name
    return " ".join(("AMBIGUOUS", *found.candidates)) if found.candidates else "NONE"


def _table() -> SymbolTable:
    try:
        return load_symbol_table(bundled("resources/symbols.toml"))
    except FileNotFoundError as error:
        raise TradeCopyError(str(error)) from error


def read_names(path: Path) -> tuple[str, ...]:
    """Return the names in a file, one a line, each once; raise TradeCopyError if it is no text."""
    try:
        text = _decoded(path.read_bytes())
    except OSError as error:
        raise TradeCopyError(f"the symbols in {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise TradeCopyError(f"{path} is neither utf-8 nor utf-16 text: save it as one") from error
    names = (line.strip() for line in text.splitlines())
    return tuple(dict.fromkeys(name for name in names if name))


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF16_MARKS):
        return content.decode("utf-16")
    if b"\0" in content:
        # Two bytes a letter without a mark: names are ASCII, so the zeros tell the order.
        return content.decode("utf-16-be" if content[0] == 0 else "utf-16-le")
    return content.decode("utf-8-sig")
