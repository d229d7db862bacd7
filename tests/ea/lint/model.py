"""What a linter knows of MQL: types, functions, records. It reads no file and judges nothing."""

from dataclasses import dataclass, field

from tree_sitter import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """The type of a value; `any` fits everything, `null` stands for NULL."""

    name: str
    array: bool = False

    def __str__(self) -> str:
        return self.name + ("[]" if self.array else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a function; `many` takes any number of arguments."""

    name: str
    type: Type
    by_reference: bool = False
    const: bool = False
    optional: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function, a method or one of the platform; `body` is None for the latter."""

    name: str
    returns: Type
    parameters: tuple[Parameter, ...] = ()
    owner: str = ""
    file: str = ""
    body: Node | None = None
    line: int = 0

    @property
    def least(self) -> int:
        """Return how many arguments it takes at least."""
        return sum(not p.optional and not p.many for p in self.parameters)

    @property
    def most(self) -> float:
        """Return how many arguments it takes at most."""
        if any(p.many for p in self.parameters):
            return float("inf")
        return len(self.parameters)


@dataclass(slots=True, kw_only=True)
class Record:
    """A structure or class."""

    name: str
    base: str = ""
    is_class: bool = False
    fields: dict[str, Type] = field(default_factory=dict)
    methods: dict[str, Function] = field(default_factory=dict)
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """A named value; `number` is None where it is no integer that is known."""

    type: Type
    number: int | None = None


@dataclass(slots=True, kw_only=True)
class Names:
    """All names of one platform's sources, and what is wrong about the names themselves."""

    functions: dict[str, Function] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    constants: dict[str, Constant] = field(default_factory=dict)
    enums: set[str] = field(default_factory=set)
    variables: dict[str, Type] = field(default_factory=dict)
    macros: dict[str, tuple[str, str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def field_of(self, record: str, name: str) -> Type | None:
        """Return the type of a member, also of a base's; None if there is none."""
        while record in self.records:
            known = self.records[record]
            if name in known.fields:
                return known.fields[name]
            record = known.base
        return None

    def method_of(self, record: str, name: str) -> Function | None:
        """Return a method, also a base's; None if there is none."""
        while record in self.records:
            known = self.records[record]
            if name in known.methods:
                return known.methods[name]
            record = known.base
        return None

    def is_kind_of(self, record: str, base: str) -> bool:
        """Return whether a record is the other or derives from it."""
        while record != base and record in self.records:
            record = self.records[record].base
        return record == base


ANY = Type(name="any")
VOID = Type(name="void")
BOOL = Type(name="bool")
INT = Type(name="int")
STRING = Type(name="string")
