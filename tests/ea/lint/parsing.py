"""Gives the syntax tree of an MQL source and the names it declares. It judges no expression."""

import re
from collections.abc import Iterator

import tree_sitter_cpp
from tree_sitter import Language, Node, Parser

from tests.ea.lint.model import INT, Constant, Function, Names, Parameter, Record, Type

_PARSER = Parser(Language(tree_sitter_cpp.language()))
# MQL's types under names that the grammar takes for types also in front of a parenthesis.
_AS_CPP = {
    "uchar": "uint8_t",
    "short": "int16_t",
    "ushort": "uint16_t",
    "uint": "uint32_t",
    "long": "int64_t",
    "ulong": "uint64_t",
    "datetime": "intptr_t",
    "color": "charptr_t",
}
_AS_MQL = {cpp: mql for mql, cpp in _AS_CPP.items()}
_TYPES = re.compile(r"\b(" + "|".join(_AS_CPP) + r")\b")
_LITERALS = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', re.DOTALL)
_DIRECTIVE = re.compile(r"^[ \t]*#(?:property|import|include)[^\n]*", re.MULTILINE)
_MACRO = re.compile(r"^#define[ \t]+(\w+)[ \t]+(.+?)[ \t]*(?://.*)?$", re.MULTILINE)


def tree_of(source: str) -> Node:
    """Return the tree of a source; line numbers stay."""
    kept: list[str] = []

    def keep(piece: re.Match[str]) -> str:
        kept.append(re.sub(r"[^\n]", " ", piece[0]) if piece[0].startswith("/") else piece[0])
        return f"\x01{len(kept) - 1}\x01"

    code = _LITERALS.sub(keep, source)
    code = _DIRECTIVE.sub("", code)
    code = re.sub(r"^#define[^\n]*", "", code, flags=re.MULTILINE)
    code = re.sub(r"^input\b", "const", code, flags=re.MULTILINE)
    code = _TYPES.sub(lambda word: _AS_CPP[word[1]], code)
    code = re.sub("\x01(\\d+)\x01", lambda mark: kept[int(mark[1])], code)
    return _PARSER.parse(code.encode()).root_node


def words_of(node: Node | None) -> str:
    """Return the text of a node; empty for none."""
    return "" if node is None or node.text is None else node.text.decode()


def walk(node: Node) -> Iterator[Node]:
    """Return a node and all below it, in the order of the text."""
    yield node
    for child in node.children:
        yield from walk(child)


def mql_name(node: Node | None) -> str:
    """Return the name of a type as MQL writes it."""
    text = words_of(node)
    return _AS_MQL.get(text, text)


def place(file: str, node: Node) -> str:
    """Return where a node stands."""
    return f"{file}:{node.start_point[0] + 1}"


def declared(node: Node) -> Iterator[tuple[str, bool, bool, Node | None]]:
    """Return name, whether it is an array, whether a reference, and value of each declarator."""
    for child in node.children_by_field_name("declarator"):
        value = child.child_by_field_name("value") if child.type == "init_declarator" else None
        yield (*_unwrapped(child), value)


def _unwrapped(node: Node) -> tuple[str, bool, bool]:
    array = reference = False
    while node.type not in {"identifier", "field_identifier", "destructor_name"}:
        array = array or node.type == "array_declarator"
        reference = reference or node.type == "reference_declarator"
        inner = node.child_by_field_name("declarator")
        node = inner if inner is not None else node.named_children[0]
    return words_of(node), array, reference


def parameters_of(declarator: Node) -> tuple[Parameter, ...]:
    """Return the parameters of a function's declarator."""
    listed = declarator.child_by_field_name("parameters")
    if listed is None or words_of(listed) in {"()", "(void)"}:
        return ()
    return tuple(_parameter(child) for child in listed.named_children if child.type != "comment")


def _parameter(node: Node) -> Parameter:
    inner = node.child_by_field_name("declarator")
    name, array, reference = _unwrapped(inner) if inner is not None else ("", False, False)
    return Parameter(
        name=name,
        type=Type(name=mql_name(node.child_by_field_name("type")), array=array),
        by_reference=reference,
        const=any(child.type == "type_qualifier" for child in node.children),
        optional=node.type == "optional_parameter_declaration",
    )


def collect(names: Names, file: str, source: str) -> Node:
    """Add what a file declares and return its tree."""
    for match in _MACRO.finditer(source):
        known = names.macros.get(match[1])
        if known is not None and known[0] != match[2]:
            names.faults.append(f"{file}: macro {match[1]} is defined otherwise in {known[1]}")
        names.macros[match[1]] = (match[2], file)
    root = tree_of(source)
    for node in root.named_children:
        _collect_top(names, file, node)
    return root


def _collect_top(names: Names, file: str, node: Node) -> None:
    match node.type:
        case "function_definition":
            _add_function(names, _function(node, file, ""))
        case "class_specifier" | "struct_specifier":
            _add_record(names, file, node)
        case "enum_specifier":
            _add_enum(names, file, node)
        case "declaration":
            _add_declaration(names, file, node)
        case "comment":
            pass
        case _:
            names.faults.append(f"{place(file, node)}: outside the subset: {node.type}")


def _function(node: Node, file: str, owner: str) -> Function:
    declarator = node.child_by_field_name("declarator")
    while declarator is not None and declarator.type != "function_declarator":
        declarator = declarator.child_by_field_name("declarator")
    assert declarator is not None
    return Function(
        name=words_of(declarator.child_by_field_name("declarator")),
        returns=Type(name=mql_name(node.child_by_field_name("type")) or "void"),
        parameters=parameters_of(declarator),
        owner=owner,
        file=file,
        body=node.child_by_field_name("body"),
        line=node.start_point[0] + 1,
    )


def _add_function(names: Names, function: Function) -> None:
    if function.name in names.functions:
        names.faults.append(f"{function.file}:{function.line}: {function.name} is defined twice")
    names.functions[function.name] = function


def _add_declaration(names: Names, file: str, node: Node) -> None:
    inner = node.child_by_field_name("declarator")
    if inner is not None and inner.type == "function_declarator":
        _add_function(names, _function(node, file, ""))
        return
    kind = mql_name(node.child_by_field_name("type"))
    for name, array, _, _ in declared(node):
        if name in names.variables:
            names.faults.append(f"{place(file, node)}: {name} is defined twice")
        names.variables[name] = Type(name=kind, array=array)


def _add_enum(names: Names, file: str, node: Node) -> None:
    name = words_of(node.child_by_field_name("name"))
    if name in names.enums:
        names.faults.append(f"{place(file, node)}: {name} is defined twice")
    names.enums.add(name)
    body = node.child_by_field_name("body")
    for child in body.named_children if body is not None else []:
        names.constants[words_of(child.child_by_field_name("name"))] = Constant(
            type=Type(name=name), number=0
        )


def _add_record(names: Names, file: str, node: Node) -> None:
    record = Record(
        name=words_of(node.child_by_field_name("name")),
        is_class=node.type == "class_specifier",
        file=file,
        line=node.start_point[0] + 1,
    )
    if record.name in names.records:
        names.faults.append(f"{place(file, node)}: {record.name} is defined twice")
    for child in node.named_children:
        if child.type == "base_class_clause":
            record.base = words_of(child.named_children[-1])
    body = node.child_by_field_name("body")
    for child in body.named_children if body is not None else []:
        _add_member(names, file, record, child)
    names.records[record.name] = record


def _add_member(names: Names, file: str, record: Record, node: Node) -> None:
    if node.type == "function_definition":
        method = _function(node, file, record.name)
        if method.name in record.methods:
            names.faults.append(f"{place(file, node)}: {method.name} is defined twice")
        record.methods[method.name] = method
    if node.type != "field_declaration":
        return
    if node.child_by_field_name("default_value") is not None:
        names.faults.append(f"{place(file, node)}: a member is given its value in the constructor")
    kind = mql_name(node.child_by_field_name("type"))
    for name, array, _, _ in declared(node):
        if name in record.fields:
            names.faults.append(f"{place(file, node)}: {name} is defined twice")
        record.fields[name] = Type(name=kind, array=array)


def number_of(text: str) -> tuple[Type, int | None]:
    """Return type and value of a number as it is written."""
    if re.fullmatch(r"\d+\.\d*(?:[eE][-+]?\d+)?", text):
        return Type(name="double"), None
    value = int(text, 0)
    if value <= 0x7FFFFFFF:
        return INT, value
    return Type(name="uint" if value <= 0xFFFFFFFF else "long"), value
