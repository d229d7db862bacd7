"""Which conversions MetaEditor makes without a word. It knows types and numbers, no syntax."""

from tests.ea.lint.model import Names, Type

# Bytes and whether a sign goes with them.
_INTEGERS = {
    "uchar": (1, False),
    "short": (2, True),
    "ushort": (2, False),
    "int": (4, True),
    "uint": (4, False),
    "long": (8, True),
    "ulong": (8, False),
    "datetime": (8, True),
}


def is_integer(kind: Type) -> bool:
    """Return whether a type holds whole numbers."""
    return not kind.array and kind.name in _INTEGERS


def is_number(kind: Type) -> bool:
    """Return whether one can calculate with a type."""
    return is_integer(kind) or (kind.name == "double" and not kind.array)


def is_wide(kind: Type) -> bool:
    """Return whether a type has 64 bits."""
    return is_integer(kind) and _INTEGERS[kind.name][0] == 8


def larger(a: Type, b: Type) -> Type:
    """Return the type in which two numbers are calculated with."""
    if "double" in {a.name, b.name}:
        return Type(name="double")
    wide, signed = max((_promoted(a), _promoted(b)), key=lambda size: (size[0], not size[1]))
    return Type(
        name={(4, True): "int", (4, False): "uint", (8, True): "long"}.get((wide, signed), "ulong")
    )


def signs_clash(a: Type, b: Type) -> bool:
    """Return whether a comparison would read one side's sign as part of its value."""
    if not (is_integer(a) and is_integer(b)):
        return False
    first, second = _promoted(a), _promoted(b)
    if first[1] == second[1]:
        return False
    signed, unsigned = (first, second) if first[1] else (second, first)
    return unsigned[0] >= signed[0]


def conversion_fault(names: Names, source: Type, number: int | None, target: Type) -> str:
    """Return why a value does not fit a type as it is; empty if it does."""
    if source == target or "any" in {source.name, target.name}:
        return ""
    wrong = f"{source} where {target} belongs"
    if source.array or target.array:
        return wrong
    if target.name in names.enums:
        return f"{wrong}: cast it"
    if source.name in names.enums:
        source, number = Type(name="int"), 0 if number is None else number
    if is_number(source) and is_number(target):
        return _number_fault(source, number, target)
    return "" if _fits(names, source, target) else wrong


def _fits(names: Names, source: Type, target: Type) -> bool:
    if source.name == "null":
        return target.name == "string"
    if source.name == "bool":
        return is_number(target)
    return target.name in names.records and names.is_kind_of(source.name, target.name)


def _number_fault(source: Type, number: int | None, target: Type) -> str:
    loss = f"{source} to {target} may lose data: cast it"
    if target.name == "double":
        return loss if is_wide(source) and number is None else ""
    if source.name == "double":
        return loss
    size, signed = _INTEGERS[target.name]
    if number is not None:
        low = -(1 << (8 * size - 1)) if signed else 0
        return "" if low <= number < 1 << (8 * size - signed) else loss
    from_size, from_signed = _INTEGERS[source.name]
    if from_size > size:
        return loss
    clash = from_signed != signed and (from_size == size or from_signed)
    return f"{source} to {target} changes the sign: cast it" if clash else ""


def _promoted(kind: Type) -> tuple[int, bool]:
    size, signed = _INTEGERS.get(kind.name, (4, True))
    return (size, signed) if size >= 4 else (4, True)
