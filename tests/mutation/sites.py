"""Where a module's code may be changed: every node that decides something, with its surroundings.

What only declares or explains is no site: annotations, decorators, docstrings, messages, asserts.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

_SILENT_FIELDS = {"annotation", "returns", "decorator_list", "bases", "keywords", "type_params"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What surrounds a node: its statement, its function, and the names that are known there.

    `lines` are those of the statement without its body; `rebound` are names that the function
    gives a value more than once.
    """

    statement: ast.stmt | None = None
    lines: range = range(0)
    function: str = ""
    known: frozenset[str] = frozenset()
    rebound: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A node and the field of its owner that holds it."""

    node: ast.AST
    owner: ast.AST
    field: str
    index: int | None
    place: Place

    def put(self, node: ast.AST) -> None:
        """Put another node, or the site's own again, where the site's node stands."""
        if self.index is None:
            setattr(self.owner, self.field, node)
        else:
            getattr(self.owner, self.field)[self.index] = node


def sites(module: ast.Module) -> Iterator[Site]:
    """Return the sites of a module from top to bottom; the same ones for the same source."""
    imported = (node for node in module.body if isinstance(node, ast.Import | ast.ImportFrom))
    known = frozenset(alias.asname or alias.name for node in imported for alias in node.names)
    yield from _below(module, Place(known=known))


def _below(owner: ast.AST, place: Place) -> Iterator[Site]:
    for field, value in ast.iter_fields(owner):
        if field in _SILENT_FIELDS and not isinstance(owner, ast.Call):
            continue
        nodes = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for index, node in nodes:
            if not isinstance(node, ast.AST) or _is_silent(node):
                continue
            inner = _place_of(node, place)
            yield Site(node=node, owner=owner, field=field, index=index, place=inner)
            yield from _below(node, inner)


def _is_silent(node: ast.AST) -> bool:
    match node:
        case ast.Assert() | ast.JoinedStr() | ast.Import() | ast.ImportFrom():
            return True
        case ast.Expr(value=ast.Constant() | ast.Call(func=ast.Name(id="assert_never"))):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]) | ast.If(test=ast.Name("TYPE_CHECKING")):
            return True
    return False


def _place_of(node: ast.AST, place: Place) -> Place:
    if not isinstance(node, ast.stmt):
        return place
    place = replace(place, statement=node, lines=_header(node))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        place = replace(place, function=f"{place.function}.{node.name}".removeprefix("."))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        place = replace(place, rebound=_rebound(node))
    return place


def _header(statement: ast.stmt) -> range:
    body = getattr(statement, "body", None)
    last = body[0].lineno - 1 if body else statement.end_lineno or statement.lineno
    return range(statement.lineno, max(last, statement.lineno) + 1)


def _rebound(function: ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    stored = (
        node.id if isinstance(node, ast.Name) else node.arg
        for node in ast.walk(function)
        if isinstance(node, ast.arg)
        or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    )
    return frozenset(name for name, times in Counter(stored).items() if times > 1)
