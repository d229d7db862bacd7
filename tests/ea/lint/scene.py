"""Where an expression stands and what it gives. It follows no syntax."""

from dataclasses import dataclass, field

from tree_sitter import Node

from tests.ea.lint.conversions import conversion_fault
from tests.ea.lint.model import Names, Type
from tests.ea.lint.parsing import place


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression gives; `number` where it is a whole number known beforehand."""

    type: Type
    number: int | None = None


@dataclass(slots=True)
class Local:
    """A local variable or parameter; `unset` are members of a structure without a value."""

    type: Type
    const: bool = False
    used: bool = False
    unset: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Scene:
    """Where an expression stands: the file, the class and the locals."""

    names: Names
    file: str
    owner: str = ""
    locals: list[dict[str, Local]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def say(self, node: Node, why: str) -> None:
        """Note a fault."""
        self.faults.append(f"{place(self.file, node)}: {why}")

    def local(self, name: str) -> Local | None:
        """Return the innermost local of a name."""
        return next((scope[name] for scope in reversed(self.locals) if name in scope), None)


def fit(scene: Scene, node: Node, value: Value, target: Type) -> None:
    """Note a fault where a value is not what is wanted."""
    why = conversion_fault(scene.names, value.type, value.number, target)
    if why:
        scene.say(node, why)
