"""Rewrites MQL sources of the project's own subset as C++, line by line. It compiles nothing.

The subset is narrow on purpose (see `subset.py`), so literals, arrays, inputs and directives are
all that differs. Line numbers stay, so a compiler's message names the MQL line.
"""

import re

# Longest first: a comment may hold quotes, and a text may hold what looks like a comment.
_PIECES = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<text>"(?:\\.|[^"\\\n])*")
      | (?P<letter>'(?:\\.|[^'\\\n])')
      | (?P<include>^[ \t]*\#include[ \t]+(?P<path>[<"][^>"\n]+[>"]))
      | (?P<directive>^[ \t]*\#(?:property|import)[^\n]*)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_ARRAY_PARAMETER = re.compile(r"\b(\w+)(\s+)&(\w+)\[\]")
_ARRAY = re.compile(r"\b(\w+)(\s+)(\w+)\[\];")
_INPUT = re.compile(r"^input[ \t]+(\w+)[ \t]+(\w+)[ \t]*=[ \t]*([^;]+);", re.MULTILINE)


def convert(source: str) -> str:
    """Return a source as C++ that includes its neighbors under their own names."""
    kept: list[str] = []

    def keep(piece: re.Match[str]) -> str:
        kept.append(_in_cpp(piece))
        return f"\x00{len(kept) - 1}\x00"

    code = _PIECES.sub(keep, source)
    code = _ARRAY_PARAMETER.sub(r"MqlArr<\1>\2&\3", code)
    code = _ARRAY.sub(r"MqlArr<\1>\2\3;", code)
    code = _INPUT.sub(r'const \1 \2 = mql::input_of("\2", \1(\3));', code)
    return re.sub(r"\x00(\d+)\x00", lambda mark: kept[int(mark[1])], code)


def _in_cpp(piece: re.Match[str]) -> str:
    match piece.lastgroup:
        case "text":
            return f"_S({piece[0]})"
        case "letter":
            return f"((ushort)u{piece[0]})"
        case "path" | "include":
            path = piece["path"][1:-1].replace("\\", "/")
            return f'#include "{path}"'
        case "directive":
            return "//" + piece[0]
        case _:
            return piece[0]
