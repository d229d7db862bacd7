"""The functions and names of MQL that may be used, read from api.txt. Nothing else is allowed."""

import re
from pathlib import Path

from tests.ea.lint.model import ANY, Constant, Function, Names, Parameter, Record, Type

LIST = Path(__file__).with_name("api.txt")
_LINE = re.compile(r"(?P<on>4|5|45) (?P<page>[a-z0-9_/]+) (?P<what>.+)")
_FUNCTION = re.compile(r"(?P<returns>\w+) (?P<name>\w+)\((?P<parameters>.*)\)")
_PARAMETER = re.compile(
    r"(?P<const>const )?(?P<type>\w+) (?P<by>&)?(?P<name>\w+)(?P<array>\[\])?(?P<default>=\d+)?"
)


def allowed(platform: int) -> Names:
    """Return what MQL4 or MQL5 offers of the list; raise ValueError for a line that is wrong."""
    names = Names()
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            _add(names, line, platform)
    return names


def pages(platform: int) -> dict[str, str]:
    """Return the address of the reference for each name that may be used."""
    root = {4: "https://docs.mql4.com/", 5: "https://www.mql5.com/en/docs/"}[platform]
    found: dict[str, str] = {}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        names = Names()
        _add(names, line, platform)
        page = root + line.split(" ", 2)[1]
        for name in (*names.functions, *names.constants, *names.records):
            found[name] = page
    return found


def _add(names: Names, line: str, platform: int) -> None:
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"api.txt: not `platforms page declaration`: {line!r}")
    if str(platform) not in match["on"]:
        return
    what = match["what"]
    if what.startswith("const "):
        _add_constants(names, what.split(" ")[1:])
    elif what.startswith("struct "):
        _add_record(names, what.removeprefix("struct "))
    else:
        _add_function(names, what)


def _add_constants(names: Names, words: list[str]) -> None:
    kind = words[0]
    if kind.startswith("ENUM_"):
        names.enums.add(kind)
    for name in words[1:]:
        # What fits into the smallest type is compared and converted without a word.
        names.constants[name] = Constant(type=Type(name=kind), number=0)


def _add_record(names: Names, text: str) -> None:
    name, _, members = text.partition(" ")
    record = Record(name=name)
    for member in members.split(","):
        kind, _, field = member.partition(" ")
        record.fields[field] = Type(name=kind)
    names.records[name] = record


def _add_function(names: Names, text: str) -> None:
    match = _FUNCTION.fullmatch(text)
    if match is None:
        raise ValueError(f"api.txt: not a function: {text!r}")
    parts = [part for part in match["parameters"].split(",") if part]
    names.functions[match["name"]] = Function(
        name=match["name"],
        returns=Type(name=match["returns"]),
        parameters=tuple(map(_parameter, parts)),
    )


def _parameter(text: str) -> Parameter:
    if text.endswith(" ..."):
        return Parameter(name="", type=ANY, many=True)
    match = _PARAMETER.fullmatch(text)
    if match is None:
        raise ValueError(f"api.txt: not a parameter: {text!r}")
    return Parameter(
        name=match["name"],
        type=Type(name=match["type"], array=match["array"] is not None),
        by_reference=match["by"] is not None,
        const=match["const"] is not None,
        optional=match["default"] is not None,
    )
