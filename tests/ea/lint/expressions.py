"""Gives expressions of MQL their types and says what MetaEditor would object to in them."""

import operator
from collections.abc import Callable

from tree_sitter import Node

from tests.ea.lint.conversions import (
    is_integer,
    is_number,
    is_wide,
    larger,
    signs_clash,
)
from tests.ea.lint.formats import check_format
from tests.ea.lint.model import ANY, BOOL, INT, STRING, Function, Type
from tests.ea.lint.parsing import mql_name, number_of, tree_of, words_of
from tests.ea.lint.scene import Scene, Value, fit

_LVALUES = {"identifier", "field_expression", "subscript_expression"}
_COMPARISONS = {"==", "!=", "<", ">", "<=", ">="}
_DOUBLE = Type(name="double")
_FOLDS: dict[str, Callable[[int, int], int]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "&": operator.and_,
    "|": operator.or_,
    "<<": operator.lshift,
}


def value_of(scene: Scene, node: Node) -> Value:
    """Return what an expression gives, noting what is wrong in it."""
    known = _KINDS.get(node.type)
    if known is None:
        scene.say(node, f"an expression outside the subset: {node.type}")
        return Value(ANY)
    return known(scene, node)


def _child(node: Node, name: str) -> Node:
    child = node.child_by_field_name(name)
    assert child is not None, (node.type, name)
    return child


def _number(_: Scene, node: Node) -> Value:
    return Value(*number_of(words_of(node)))


def _inside(scene: Scene, node: Node) -> Value:
    return value_of(scene, node.named_children[0])


def _identifier(scene: Scene, node: Node) -> Value:
    name = words_of(node)
    local = scene.local(name)
    if local is not None:
        local.used = True
        return Value(local.type)
    member = scene.names.field_of(scene.owner, name) or scene.names.variables.get(name)
    return Value(member) if member is not None else _constant(scene, node, name)


def _constant(scene: Scene, node: Node, name: str) -> Value:
    if name in scene.names.constants:
        constant = scene.names.constants[name]
        return Value(constant.type, constant.number)
    if name in scene.names.macros:
        return _macro(scene, name)
    if name == "NULL":
        return Value(Type(name="null"))
    scene.say(node, f"{name} is not declared: declare it, or add it to api.txt with its page")
    return Value(ANY)


def _macro(scene: Scene, name: str) -> Value:
    text, file = scene.names.macros[name]
    tree = tree_of(f"int x=({text});")
    found = next((n for n in tree.children[0].children if n.type == "init_declarator"), None)
    if found is None:
        return Value(ANY)
    return value_of(Scene(names=scene.names, file=file), _child(found, "value"))


def _field(scene: Scene, node: Node) -> Value:
    owner = value_of(scene, _child(node, "argument")).type
    name = words_of(node.child_by_field_name("field"))
    if owner == ANY:
        return Value(ANY)
    member = None if owner.array else scene.names.field_of(owner.name, name)
    if member is None:
        scene.say(node, f"{owner} has no member {name}")
    _check_set(scene, node, name)
    return Value(member or ANY)


def _check_set(scene: Scene, node: Node, name: str) -> None:
    local = scene.local(words_of(_child(node, "argument")))
    if local is not None and name in local.unset:
        scene.say(node, f"{words_of(node)} is read before it has a value")


def _element(scene: Scene, node: Node) -> Value:
    array = value_of(scene, _child(node, "argument")).type
    for index in _child(node, "indices").named_children:
        at = value_of(scene, index).type
        if not is_integer(at) and at != ANY and at.name not in scene.names.enums:
            scene.say(index, f"{at} as an index")
    if array == ANY:
        return Value(ANY)
    if not array.array:
        scene.say(node, f"{array} is no array")
    return Value(Type(name=array.name))


def _unary(scene: Scene, node: Node) -> Value:
    value = value_of(scene, _child(node, "argument"))
    sign = words_of(node.child_by_field_name("operator"))
    if sign == "!":
        return Value(BOOL)
    if not is_number(value.type) and value.type != ANY:
        scene.say(node, f"{sign} before {value.type}")
    number = None if value.number is None or sign != "-" else -value.number
    return Value(value.type if is_wide(value.type) or value.type == _DOUBLE else INT, number)


def _update(scene: Scene, node: Node) -> Value:
    value = value_of(scene, _child(node, "argument"))
    if not is_number(value.type) and value.type != ANY:
        scene.say(node, f"counting with {value.type}")
    return Value(value.type)


def _binary(scene: Scene, node: Node) -> Value:
    sign = words_of(node.child_by_field_name("operator"))
    left, right = _child(node, "left"), _child(node, "right")
    a, b = value_of(scene, left), value_of(scene, right)
    _check_order(scene, node, sign)
    if sign in {"&&", "||"}:
        return Value(BOOL)
    if sign in _COMPARISONS:
        _check_comparison(scene, node, a, b)
        return Value(BOOL)
    return _calculated(scene, node, sign, (a, b))


def _check_order(scene: Scene, node: Node, sign: str) -> None:
    for side in (_child(node, "left"), _child(node, "right")):
        inner = words_of(side.child_by_field_name("operator"))
        if side.type != "binary_expression":
            continue
        mixed = sign == "||" and inner == "&&"
        bits = sign in {"&", "|", "^"} and inner in _COMPARISONS
        shifts = sign in {"<<", ">>"} and inner in {"+", "-"}
        if mixed or bits or shifts:
            scene.say(node, f"{inner} beside {sign}: use parentheses")


def _check_comparison(scene: Scene, node: Node, a: Value, b: Value) -> None:
    enums = scene.names.enums
    if ANY in {a.type, b.type} or "null" in {a.type.name, b.type.name}:
        return
    if a.type.name in enums and b.type.name in enums and a.type != b.type:
        scene.say(node, f"{a.type} is compared with {b.type}")
    if (a.type == STRING) != (b.type == STRING):
        scene.say(node, f"{a.type} is compared with {b.type}")
    if (a.type == BOOL) != (b.type == BOOL):
        scene.say(node, f"{a.type} is compared with {b.type}")
    if a.number is None and b.number is None and signs_clash(a.type, b.type):
        scene.say(node, f"{a.type} is compared with {b.type}: the signs differ")


def _calculated(scene: Scene, node: Node, sign: str, values: tuple[Value, Value]) -> Value:
    a, b = (_as_number(scene, value) for value in values)
    if ANY in {a.type, b.type}:
        return Value(ANY)
    if sign == "+" and a.type == b.type == STRING:
        return Value(STRING)
    if not (is_number(a.type) and is_number(b.type)):
        scene.say(node, f"{a.type} {sign} {b.type}")
        return Value(ANY)
    result = _promoted(a.type) if sign in {"<<", ">>"} else larger(a.type, b.type)
    if sign in {"&", "|", "^", "%", "<<", ">>"} and _DOUBLE in {a.type, b.type}:
        scene.say(node, f"{sign} with a double")
    if a.number is None or b.number is None:
        return Value(result)
    return Value(result, _folded(sign, a.number, b.number))


def _as_number(scene: Scene, value: Value) -> Value:
    if value.type.name in scene.names.enums:
        return Value(INT, value.number)
    return value


def _promoted(kind: Type) -> Type:
    return larger(kind, INT) if is_integer(kind) else kind


def _folded(sign: str, a: int, b: int) -> int | None:
    fold = _FOLDS.get(sign)
    return None if fold is None else fold(a, b)


def _choice(scene: Scene, node: Node) -> Value:
    value_of(scene, _child(node, "condition"))
    a = value_of(scene, _child(node, "consequence"))
    b = value_of(scene, _child(node, "alternative"))
    if a.type == b.type or ANY in {a.type, b.type}:
        return Value(b.type if a.type == ANY else a.type, _either(a, b))
    if "null" in {a.type.name, b.type.name}:
        return a if b.type.name == "null" else b
    if is_number(a.type) and is_number(b.type):
        return Value(larger(a.type, b.type), _either(a, b))
    scene.say(node, f"either {a.type} or {b.type}")
    return Value(ANY)


def _either(a: Value, b: Value) -> int | None:
    return None if a.number is None or b.number is None else max(a.number, b.number)


def _cast(scene: Scene, node: Node) -> Value:
    value = value_of(scene, _child(node, "value"))
    return _cast_to(scene, node, value, mql_name(_child(node, "type")))


def _cast_to(scene: Scene, node: Node, value: Value, name: str) -> Value:
    target = Type(name=name)
    enums = scene.names.enums
    if name not in enums and not is_number(target):
        scene.say(node, f"a cast to {name}")
    if value.type not in {ANY, BOOL} and value.type.name not in enums and not is_number(value.type):
        scene.say(node, f"a cast of {value.type} to {name}")
    return Value(target, value.number if is_integer(target) else None)


def _assignment(scene: Scene, node: Node) -> Value:
    left, right = _child(node, "left"), _child(node, "right")
    sign = words_of(node.child_by_field_name("operator"))
    if left.type not in _LVALUES:
        scene.say(node, "only a variable can be given a value")
    value = value_of(scene, right)
    if sign == "=":
        _set(scene, left)
    target = value_of(scene, left)
    if target.type.array:
        scene.say(node, "arrays are copied by ArrayCopy")
        return target
    if sign == "=":
        _check_whole(scene, right)
        fit(scene, node, value, target.type)
    elif sign == "+=" and target.type == STRING:
        fit(scene, node, value, STRING)
    else:
        fit(scene, node, _calculated(scene, node, sign[:-1], (target, value)), target.type)
    return target


def _set(scene: Scene, left: Node) -> None:
    if left.type == "identifier":
        local = scene.local(words_of(left))
        if local is not None:
            local.unset.clear()
            if local.const:
                scene.say(left, f"{words_of(left)} is constant")
    if left.type == "field_expression":
        local = scene.local(words_of(_child(left, "argument")))
        if local is not None:
            local.unset.discard(words_of(left.child_by_field_name("field")))


def _check_whole(scene: Scene, node: Node) -> None:
    local = scene.local(words_of(node)) if node.type == "identifier" else None
    if local is not None and local.unset:
        missing = ", ".join(sorted(local.unset))
        scene.say(node, f"{words_of(node)} is used before {missing} has a value")
        local.unset.clear()


def _call(scene: Scene, node: Node) -> Value:
    called = _child(node, "function")
    arguments = [n for n in _child(node, "arguments").named_children if n.type != "comment"]
    if called.type == "parenthesized_expression" and len(arguments) == 1:
        name = mql_name(called.named_children[0])
        return _cast_to(scene, node, value_of(scene, arguments[0]), name)
    function = _function(scene, called)
    if function is None:
        for argument in arguments:
            value_of(scene, argument)
        return Value(ANY)
    if not function.least <= len(arguments) <= function.most:
        scene.say(node, f"{function.name} takes no {len(arguments)} arguments")
    values = _passed(scene, function, arguments)
    if function.name == "StringFormat":
        check_format(scene, node, arguments, values)
    if function.returns.name == "same" and len(values) == 2:
        return Value(larger(values[0].type, values[1].type))
    return Value(function.returns)


def _function(scene: Scene, called: Node) -> Function | None:
    if called.type == "field_expression":
        owner = value_of(scene, _child(called, "argument")).type
        name = words_of(called.child_by_field_name("field"))
        found = None if owner.array else scene.names.method_of(owner.name, name)
        if found is None and owner != ANY:
            scene.say(called, f"{owner} has no method {name}")
        return found
    name = words_of(called)
    found = scene.names.method_of(scene.owner, name) or scene.names.functions.get(name)
    if found is None:
        scene.say(called, f"{name} is not declared: declare it, or add it to api.txt with its page")
    return found


def _passed(scene: Scene, function: Function, arguments: list[Node]) -> list[Value]:
    values = []
    parameters = list(function.parameters)
    for place_, argument in enumerate(arguments):
        parameter = parameters[min(place_, len(parameters) - 1)] if parameters else None
        if parameter is not None and parameter.by_reference and not parameter.const:
            _set(scene, argument)
        value = value_of(scene, argument)
        values.append(value)
        if parameter is None or parameter.many:
            continue
        if not parameter.by_reference:
            fit(scene, argument, value, parameter.type)
        else:
            _check_reference(scene, argument, value.type, parameter.type)
        if parameter.const:
            _check_whole(scene, argument)
    return values


def _check_reference(scene: Scene, argument: Node, given: Type, wanted: Type) -> None:
    if argument.type not in _LVALUES:
        scene.say(argument, "only a variable can be given by reference")
    alike = wanted.name == "any" or scene.names.is_kind_of(given.name, wanted.name)
    if given == ANY or (wanted.name == "any" and not wanted.array):
        return
    if given.array != wanted.array or not (alike or given.name == wanted.name):
        scene.say(argument, f"{given} where a variable of type {wanted} belongs")


_KINDS: dict[str, Callable[[Scene, Node], Value]] = {
    "number_literal": _number,
    "char_literal": lambda scene, node: Value(Type(name="ushort"), 0),
    "string_literal": lambda scene, node: Value(STRING),
    "concatenated_string": lambda scene, node: Value(STRING),
    "true": lambda scene, node: Value(BOOL),
    "false": lambda scene, node: Value(BOOL),
    "null": lambda scene, node: Value(Type(name="null")),
    "parenthesized_expression": _inside,
    "condition_clause": _inside,
    "identifier": _identifier,
    "field_expression": _field,
    "subscript_expression": _element,
    "unary_expression": _unary,
    "update_expression": _update,
    "binary_expression": _binary,
    "conditional_expression": _choice,
    "cast_expression": _cast,
    "assignment_expression": _assignment,
    "call_expression": _call,
}
