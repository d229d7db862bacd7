"""The small faults that are put into code: what each node may be replaced by. Knows no file."""

import ast
import math
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from tests.mutation.sites import Site

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.LShift: ast.RShift,
}
_PAIRS = (
    ("min", "max"),
    ("any", "all"),
    ("floor", "ceil"),
    ("floor_to_step", "nearest_step"),
    ("ROUND_DOWN", "ROUND_UP"),
    ("ROUND_FLOOR", "ROUND_CEILING"),
    ("ROUND_HALF_UP", "ROUND_HALF_DOWN"),
    ("bid", "ask"),
    ("BUY", "SELL"),
    ("stop_loss", "take_profit"),
    ("STOP_LOSS", "TAKE_PROFIT"),
)
_TWINS = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}
_ALWAYS_KNOWN = {"min", "max", "any", "all"}


def replacements(site: Site) -> Iterator[ast.AST]:
    """Return the nodes that may take the place of a site's node, each a fault of its own."""
    match site.node:
        case ast.Name(ctx=ast.Load()) | ast.Attribute(ctx=ast.Load()) as node:
            yield from _twins(node, site)
        case ast.stmt() as node:
            yield from _statements(node, site)
        case ast.expr() as node:
            yield from _expressions(node)
    yield from _negations(site)


def _expressions(node: ast.expr) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BoolOp():
            yield from _conditions(node)
        # Times a sign is by a sign: 1 or -1.
        case ast.BinOp(op=ast.Mult(), right=ast.Attribute(attr="sign")):
            return
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _ARITHMETIC:
            yield ast.BinOp(left=left, op=_ARITHMETIC[type(operator)](), right=right)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.Constant():
            yield from _constants(node)
        case ast.Call():
            yield from _calls(node)


def _comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for index, operator in enumerate(node.ops):
        for other in _COMPARISONS[type(operator)]:
            ops = [*node.ops[:index], other(), *node.ops[index + 1 :]]
            yield ast.Compare(left=node.left, ops=ops, comparators=node.comparators)


def _conditions(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(op=ast.Or() if isinstance(node.op, ast.And) else ast.And(), values=node.values)
    for index in range(len(node.values)):
        left = [*node.values[:index], *node.values[index + 1 :]]
        yield left[0] if len(left) == 1 else ast.BoolOp(op=node.op, values=left)


def _constants(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(value=not value)
    elif isinstance(value, int):
        yield ast.Constant(value=value + 1)
        yield ast.Constant(value=value - 1)
    # One more may be next to nothing: 1e9 nanoseconds.
    elif isinstance(value, float):
        yield ast.Constant(value=2 * value or 1.0)


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    match node:
        case ast.Call(func=ast.Name(id="abs"), args=[amount]):
            yield amount
        case ast.Call(func=ast.Name(id="Decimal"), args=[ast.Constant(value=str(text))]):
            try:
                number = Decimal(text)
            except InvalidOperation:
                return
            if math.isfinite(number):
                more = ast.Constant(value=f"{number + 1}")
                yield ast.Call(func=node.func, args=[more], keywords=[])


def _twins(node: ast.Name | ast.Attribute, site: Site) -> Iterator[ast.AST]:
    if isinstance(node, ast.Attribute):
        if node.attr in _TWINS:
            yield ast.Attribute(value=node.value, attr=_TWINS[node.attr], ctx=node.ctx)
    elif _TWINS.get(node.id) in site.place.known | _ALWAYS_KNOWN:
        yield ast.Name(id=_TWINS[node.id], ctx=node.ctx)


def _statements(node: ast.stmt, site: Site) -> Iterator[ast.AST]:
    match node:
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield ast.Return(value=ast.Constant(value=None))
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()
        # Without its only value a name would fail at once, which proves nothing.
        case ast.Assign(targets=[ast.Name(id=name)]) if name in site.place.rebound:
            yield ast.Pass()


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _negations(site: Site) -> Iterator[ast.AST]:
    node = site.node
    if site.field not in ("test", "ifs") or not isinstance(node, ast.expr):
        return
    # These have replacements of their own that turn them round.
    if not isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp | ast.Constant):
        yield ast.UnaryOp(op=ast.Not(), operand=node)
    if site.field == "ifs":
        yield ast.Constant(value=True)
