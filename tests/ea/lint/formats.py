"""Holds the formats of StringFormat against the values that are given."""

import re

from tree_sitter import Node

from tests.ea.lint.conversions import is_integer, is_wide
from tests.ea.lint.model import STRING, Type
from tests.ea.lint.parsing import words_of
from tests.ea.lint.scene import Scene, Value

_FORMAT = re.compile(r"%[-+ 0#]*\d*(?:\.\d+)?(I64d|I64u|I64x|[a-zA-Z%])")


def check_format(scene: Scene, node: Node, arguments: list[Node], values: list[Value]) -> None:
    """Note a format that does not suit its values: %d cuts 64 bits, %s reads a text."""
    if not arguments or arguments[0].type != "string_literal":
        scene.say(node, "a format must be written out")
        return
    wanted = [m for m in _FORMAT.findall(words_of(arguments[0])) if m != "%"]
    if len(wanted) != len(values) - 1:
        scene.say(node, f"the format takes {len(wanted)} values, {len(values) - 1} are given")
    for form, value in zip(wanted, values[1:], strict=False):
        if not _suits(form, value.type):
            scene.say(node, f"%{form} with {value.type}")


def _suits(form: str, kind: Type) -> bool:
    if form.startswith("I64"):
        return is_wide(kind)
    if form == "s":
        return kind == STRING
    if form in "eEfgG":
        return kind == Type(name="double")
    return form in "diuxXc" and is_integer(kind) and not is_wide(kind)
