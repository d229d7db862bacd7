"""Tells listeners what changed, by the type of the change. A failing listener stops nobody."""

import logging
from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

_log = logging.getLogger(__name__)

T = TypeVar("T")


class Bus:
    """Calls the listeners of a change's type, in the order in which they subscribed."""

    def __init__(self) -> None:
        self._listeners: dict[type, list[Callable[..., None]]] = defaultdict(list)

    def subscribe(self, kind: type[T], listener: Callable[[T], None]) -> Callable[[], None]:
        """Call `listener` with every change of exactly this type; return how to end that."""
        self._listeners[kind].append(listener)
        return lambda: self._listeners[kind].remove(listener)

    def publish(self, change: object) -> None:
        """Tell all listeners of the change's type."""
        for listener in tuple(self._listeners.get(type(change), ())):
            try:
                listener(change)
            except Exception:  # noqa: BLE001 - whatever a listener does
                # A window or a sound must never stop copying.
                _log.exception("a listener of %s failed", type(change).__name__)
