"""Lints all sources of one platform as MetaEditor would read them: names first, then bodies."""

import re
from pathlib import Path

from tree_sitter import Node

from tests.ea.lint.allowed import allowed
from tests.ea.lint.bodies import faults_of_body
from tests.ea.lint.model import Function, Names
from tests.ea.lint.parsing import collect, place, walk, words_of
from tests.ea.lint.texts import faults_of_text

# Handlers by platform. One of another form is never called, and MetaEditor only warns.
_HANDLERS = {
    "OnInit": "int()",
    "OnDeinit": "void(const int)",
    "OnTimer": "void()",
    "OnTick": "void()",
    "OnStart": "void()",
    "OnTradeTransaction": "void(const MqlTradeTransaction &,const MqlTradeRequest &,"
    "const MqlTradeResult &)",
}
_ONLY_MQL5 = {"OnTradeTransaction"}


def faults_of_sources(platform: int, sources: dict[str, str]) -> list[str]:
    """Return what is wrong in sources that one program may include, as `file:line: why`."""
    names = allowed(platform)
    system = set(names.functions)
    faults: list[str] = []
    for file, source in sources.items():
        faults += faults_of_text(file, source)
        faults += _of_tree(file, collect(names, file, source))
    faults += names.faults
    for function in list(names.functions.values()):
        if function.name not in system or function.file:
            faults += _of_handler(platform, function)
            faults += [] if function.body is None else faults_of_body(names, function)
    for record in names.records.values():
        for method in record.methods.values():
            faults += faults_of_body(names, method)
        if record.is_class:
            faults += _of_constructor(names, record.name)
    return sorted(set(faults))


def sources_of(files: dict[str, Path], root: Path) -> dict[str, str]:
    """Return the texts of files under their paths from a folder."""
    return {
        file.relative_to(root).as_posix(): file.read_text(encoding="utf-8")
        for file in files.values()
    }


def _of_tree(file: str, root: Node) -> list[str]:
    return [
        f"{place(file, node)}: this is no MQL: {words_of(node)[:40]!r}"
        for node in walk(root)
        if node.is_error or node.is_missing
    ]


def _of_handler(platform: int, function: Function) -> list[str]:
    if not re.fullmatch(r"On[A-Z]\w*", function.name):
        return []
    where = f"{function.file}:{function.line}"
    form = ",".join(
        ("const " if p.const else "") + str(p.type) + (" &" if p.by_reference else "")
        for p in function.parameters
    )
    if _HANDLERS.get(function.name) != f"{function.returns}({form})":
        return [f"{where}: no event calls {function.name} in this form"]
    if platform == 4 and function.name in _ONLY_MQL5:
        return [f"{where}: MetaTrader 4 has no {function.name}"]
    return []


def _of_constructor(names: Names, owner: str) -> list[str]:
    record = names.records[owner]
    given = _given_in(names, owner, owner, set())
    return [
        f"{record.file}:{record.line}: {owner} gives {field} no value in its constructor"
        for field, kind in record.fields.items()
        if not kind.array
        and kind.name not in names.records
        and kind.name != "string"
        and field not in given
    ]


def _given_in(names: Names, owner: str, method: str, seen: set[str]) -> set[str]:
    found = names.method_of(owner, method)
    if found is None or found.body is None or method in seen:
        return set()
    seen.add(method)
    given: set[str] = set()
    for node in walk(found.body):
        if node.type == "assignment_expression":
            given.add(words_of(node.child_by_field_name("left")))
        if node.type == "call_expression":
            given |= _given_in(names, owner, words_of(node.child_by_field_name("function")), seen)
    return given
