"""The rules of the subset that both MetaEditors take. It judges the text alone, never a meaning.

C++ swallows much that MetaEditor refuses; these are the mistakes that can be seen without it.
"""

import re

_COMMENT = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', re.DOTALL)
MOST_LINES = 400

# What is banned, and why in the words of whoever meets it.
_BANNED = {
    r"->|\bnullptr\b|\bnew\b|\bdelete\b|\bthis\b": "object pointers",
    r"\btemplate\b|\btypename\b|\bnamespace\b|\binterface\b|\boperator\b|\bunion\b": "C++ only",
    r"\bauto\b|\bgoto\b|\btypedef\b|\busing\b|\bstd::|\bunsigned\b|\bsize_t\b": "C++ only",
    r"\benum\s+class\b|\btry\b|\bcatch\b|\bthrow\b|\bconstexpr\b|\binline\b": "C++ only",
    r"#\s*(?:if|elif|pragma|error)\b": "a directive that MQL does not know",
    r"\bdefined\s*\(": "a directive that MQL does not know",
    r"\bstatic\b": "static members and locals behave differently in the two dialects",
    r"\blong\s+long\b|\bsigned\b|\bwchar_t\b|\bvolatile\b|\bfriend\b|\bmutable\b": "C++ only",
    r"\bconst\s+string\s*&\s*\w+\s*[,)]": "a literal cannot be given to such a parameter",
    r"&\s*\w+\s*=[^=]": "a default value of a reference",
    r"\bswitch\b": "if-chains only: a switch over texts is refused",
    r"\bfor\s*\([^;)]*:[^;)]*\)": "a range-for",
    r"^[ \t]*\w+[ \t]+\w+\[[ \t]*\w+[ \t]*\]": "an array of a fixed size",
    r"\[\][ \t]*,[ \t]*\w+\[\][^)]*;": "several arrays in one declaration",
    r"%d|%i\b|%l": "a format that cuts 64 bits",
}
_NAMES = (
    "Open|Close|High|Low|Time|Volume|Bars|Point|Digits|Ask|Bid|Symbol|Period|input|group|pack|color"
)
_DECLARED = re.compile(rf"\b(?:int|long|ulong|uint|bool|double|string|void)\s+({_NAMES})\b")
_PARAMETERS = re.compile(r"\b(?!(?:if|while|for)\b)\w+\s*\(([^()]*)\)\s*(?:const\s*)?\{")
_BY_VALUE = re.compile(r"^(?:const\s+)?(?:C?Tc[A-Z]\w*|Mql[A-Z]\w*)\s+\w+$")


def faults_of(name: str, source: str) -> list[str]:
    """Return what a source does that the subset forbids, as `file:line: why`."""
    code = _COMMENT.sub(lambda piece: _blank(piece[0]), source)
    return [*_of_file(name, source), *_of_words(name, source, code), *_by_value(name, code)]


def _of_file(name: str, source: str) -> list[str]:
    faults = []
    if not source.isascii():
        faults.append(f"{name}: only ASCII compiles alike everywhere")
    if source.count("\n") > MOST_LINES:
        faults.append(f"{name}: longer than {MOST_LINES} lines")
    if "#property strict" not in source:
        faults.append(f"{name}: #property strict is missing")
    if "MQL5" in name and "#import" in source:
        faults.append(f"{name}: an import would need the permission for DLLs on MetaTrader 5")
    return faults


def _of_words(name: str, source: str, code: str) -> list[str]:
    faults = []
    for pattern, why in _BANNED.items():
        text = source if pattern.startswith("%") else code
        faults += [f"{_place(name, text, m)}: {why}" for m in re.finditer(pattern, text, re.M)]
    for match in _DECLARED.finditer(code):
        faults.append(f"{_place(name, code, match)}: {match[1]} is a name of MQL4's")
    return faults


def _by_value(name: str, code: str) -> list[str]:
    return [
        f"{_place(name, code, match)}: {parameter.strip()} is passed by value"
        for match in _PARAMETERS.finditer(code)
        for parameter in match[1].split(",")
        if _BY_VALUE.match(parameter.strip()) or _is_array_by_value(parameter)
    ]


def _is_array_by_value(parameter: str) -> bool:
    return "[" in parameter and "&" not in parameter


def _blank(piece: str) -> str:
    return re.sub(r"[^\n]", " ", piece)


def _place(name: str, text: str, match: re.Match[str]) -> str:
    return f"{name}:{text.count(chr(10), 0, match.start()) + 1}"
