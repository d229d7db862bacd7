"""Walks through the bodies of functions: locals, statements, ways out. Types are others' work."""

from tree_sitter import Node

from tests.ea.lint.conversions import is_number
from tests.ea.lint.expressions import value_of
from tests.ea.lint.model import VOID, Function, Names, Type
from tests.ea.lint.parsing import declared, mql_name, walk, words_of
from tests.ea.lint.scene import Local, Scene, fit

# Their answer decides what is read next: MetaEditor warns where nobody looks at it.
_ASKED = {"OrderSend", "OrderSelect", "OrderClose", "OrderModify", "OrderDelete"}
_STEPS = {"assignment_expression", "call_expression", "update_expression"}


def faults_of_body(names: Names, function: Function) -> list[str]:
    """Return what is wrong in one function."""
    assert function.body is not None
    scene = Scene(names=names, file=function.file, owner=function.owner)
    scope: dict[str, Local] = {}
    scene.locals.append(scope)
    for parameter in function.parameters:
        _check_hiding(scene, function.body, parameter.name)
        if str(parameter.type) == "string" and parameter.by_reference and parameter.const:
            scene.say(function.body, f"{parameter.name}: a text is given by value or to be changed")
        plain = parameter.type.name in names.records and not parameter.by_reference
        if plain or (parameter.type.array and not parameter.by_reference):
            scene.say(function.body, f"{parameter.name} is passed by value")
        # A reference of any kind may be left unused: handlers have fixed parameters.
        scope[parameter.name] = Local(parameter.type, const=parameter.const, used=True)
    _statement(scene, function.body, function)
    if function.returns != VOID and not _ends(function.body):
        scene.say(function.body, f"{function.name} may end without a value")
    return scene.faults


def _statement(scene: Scene, node: Node, function: Function) -> None:
    match node.type:
        case "compound_statement":
            _block(scene, node, function)
        case "declaration":
            _declaration(scene, node)
        case "expression_statement":
            _expression(scene, node)
        case "return_statement":
            _return(scene, node, function)
        case "if_statement" | "while_statement" | "for_statement" | "do_statement":
            _branching(scene, node, function)
        case "break_statement" | "continue_statement" | "comment":
            pass
        case _:
            scene.say(node, f"outside the subset: {node.type}")


def _block(scene: Scene, node: Node, function: Function) -> None:
    scene.locals.append({})
    for child in node.named_children:
        _statement(scene, child, function)
    _close(scene, node)


def _close(scene: Scene, node: Node) -> None:
    for name, local in scene.locals.pop().items():
        if not local.used:
            scene.say(node, f"{name} is not used")


def _declaration(scene: Scene, node: Node) -> None:
    kind = mql_name(node.child_by_field_name("type"))
    const = any(child.type == "type_qualifier" for child in node.children)
    known = kind in scene.names.records or kind in scene.names.enums
    if not known and not is_number(Type(name=kind)) and kind not in {"bool", "string", "color"}:
        scene.say(node, f"{kind} is no type")
    for name, array, _, value in declared(node):
        _check_hiding(scene, node, name)
        local = Local(Type(name=kind, array=array), const=const)
        if value is not None:
            fit(scene, node, value_of(scene, value), local.type)
        elif not array and kind in scene.names.records:
            local.unset = _scalars(scene.names, kind)
        elif not array and kind != "string":
            scene.say(node, f"{name} has no value")
        scene.locals[-1][name] = local


def _scalars(names: Names, kind: str) -> set[str]:
    record = names.records[kind]
    if record.is_class or kind in record.methods:
        return set()
    return {
        name
        for name, field in record.fields.items()
        if not field.array
        and (is_number(field) or field.name == "bool" or field.name in names.enums)
    }


def _check_hiding(scene: Scene, node: Node, name: str) -> None:
    if scene.local(name) is not None:
        scene.say(node, f"{name} hides a local of the same name")
    if name in scene.names.variables or name in scene.names.constants:
        scene.say(node, f"{name} hides a global of the same name")
    if scene.owner and scene.names.field_of(scene.owner, name) is not None:
        scene.say(node, f"{name} hides a member of the same name")


def _expression(scene: Scene, node: Node) -> None:
    if not node.named_children:
        scene.say(node, "an empty statement")
        return
    inner = node.named_children[0]
    if inner.type not in _STEPS:
        scene.say(node, "an expression without an effect")
    called = words_of(inner.child_by_field_name("function"))
    if called in _ASKED:
        scene.say(node, f"the answer of {called} is not looked at")
    value_of(scene, inner)


def _return(scene: Scene, node: Node, function: Function) -> None:
    given = [child for child in node.named_children if child.type != "comment"]
    if (function.returns == VOID) == bool(given):
        scene.say(node, f"{function.name} returns {function.returns}")
    for child in given:
        fit(scene, child, value_of(scene, child), function.returns)


def _branching(scene: Scene, node: Node, function: Function) -> None:
    scene.locals.append({})
    first = node.child_by_field_name("initializer")
    if first is not None and first.type == "declaration":
        _declaration(scene, first)
    elif first is not None:
        value_of(scene, first)
    condition = node.child_by_field_name("condition")
    if condition is not None:
        _check_condition(scene, condition)
    for name in ("body", "consequence", "alternative"):
        branch = node.child_by_field_name(name)
        if branch is not None and branch.type == "else_clause":
            branch = next(c for c in branch.named_children if c.type != "comment")
        if branch is not None:
            scene.locals.append({})
            _statement(scene, branch, function)
            _close(scene, branch)
    update = node.child_by_field_name("update")
    if update is not None:
        value_of(scene, update)
    _close(scene, node)


def _check_condition(scene: Scene, node: Node) -> None:
    value = value_of(scene, node)
    if any(n.type == "assignment_expression" for n in walk(node)):
        scene.say(node, "an assignment as a condition")
    if value.type.array or not (value.type.name in {"bool", "any"} or is_number(value.type)):
        scene.say(node, f"{value.type} as a condition")


def _ends(node: Node) -> bool:
    if node.type == "return_statement":
        return True
    if node.type == "compound_statement":
        return any(_ends(child) for child in node.named_children)
    if node.type != "if_statement":
        return False
    then = node.child_by_field_name("consequence")
    other = node.child_by_field_name("alternative")
    if then is None or other is None:
        return False
    return _ends(then) and _ends(next(c for c in other.named_children if c.type != "comment"))
