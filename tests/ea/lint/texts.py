"""What shows in the text of a source: characters, length of lines, directives, reserved words."""

import re

LONGEST_LINE = 200
_RESERVED = re.compile(
    r"auto|bool|break|case|char|class|color|const|continue|datetime|default|delete|do|double"
    r"|dynamic_cast|else|enum|explicit|extern|export|false|final|float|for|friend|goto|if"
    r"|import|inline|input|int|interface|long|namespace|new|nullptr|operator|override|pack"
    r"|private|protected|public|return|short|sinput|sizeof|static|string|struct|switch|template"
    r"|this|true|typedef|typename|uchar|uint|ulong|union|ushort|virtual|void|volatile|while"
    r"|group|library|offsetof|Ask|Bars|Bid|Close|Digits|High|Low|Open|Point|Time|Volume|Symbol"
    r"|Period"
)
_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', re.DOTALL)
_NAMED = re.compile(r"\b(?:[a-z]\w*|Tc\w+|CTc\w+|ENUM_\w+|Mql\w+)[ \t]+&?(\w+)[ \t]*(?=[=;,)(\[])")
_PROPERTY = re.compile(r"^#property[ \t]+(\w+)", re.MULTILINE)
_PROPERTIES = frozenset(
    {"strict", "copyright", "link", "version", "description", "script_show_inputs"}
)
_IMPORT = re.compile(r"^#import[ \t]*(.*)$", re.MULTILINE)


def faults_of_text(name: str, source: str) -> list[str]:
    """Return what is wrong with a source before anything is understood of it."""
    faults = []
    for number, line in enumerate(source.split("\n"), start=1):
        if not line.isascii():
            faults.append(f"{name}:{number}: only ASCII compiles alike everywhere")
        if len(line) > LONGEST_LINE:
            faults.append(f"{name}:{number}: longer than {LONGEST_LINE} characters")
    code = _CODE.sub(lambda piece: re.sub(r"[^\n]", " ", piece[0]), source)
    faults += _of_words(name, code)
    return [*faults, *_of_directives(name, source)]


def _of_words(name: str, code: str) -> list[str]:
    return [
        f"{name}:{code.count(chr(10), 0, match.start(1)) + 1}: {match[1]} is reserved"
        for match in _NAMED.finditer(code)
        if _RESERVED.fullmatch(match[1])
        and match[0].split()[0] not in {"return", "else", "const", "virtual"}
    ]


def _of_directives(name: str, source: str) -> list[str]:
    faults = []
    properties = _PROPERTY.findall(source)
    if "strict" not in properties:
        faults.append(f"{name}: #property strict is missing")
    faults += [
        f"{name}: #property {word} is unknown" for word in properties if word not in _PROPERTIES
    ]
    faults += [f"{name}: resources are not used" for _ in re.findall(r"^#resource", source, re.M)]
    if re.search(r"^#(?:ifn?def|else|endif)", source, re.MULTILINE):
        faults.append(f"{name}: platforms differ by their folders, not by #ifdef")
    imports = [text.strip() for text in _IMPORT.findall(source)]
    if imports and "MQL4" not in name:
        faults.append(
            f"{name}: an import needs the permission for DLLs: only MetaTrader 4 asks for it"
        )
    elif imports not in ([], ['"ws2_32.dll"', ""]):
        faults.append(
            f"{name}: one block of ws2_32.dll, closed by a bare #import, and nothing else"
        )
    return faults
