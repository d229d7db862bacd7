"""What the window may order about routes that are there, and the templates of new ones.

Each order raises TradeCopyError with a sentence for the trader.
"""

from collections.abc import Sequence
from typing import Protocol

from tradecopy_desktop.domain.route_templates import RouteTemplate


class DeskRoutes(Protocol):
    """Renames and removes routes, and keeps templates. RouteRow and RouteRemoved tell of it."""

    async def rename_route(self, route: str, name: str) -> None:
        """Give a route another name; what was recorded keeps the old one."""
        ...

    async def remove_route(self, route: str) -> None:
        """Remove a route that is off and has no open copies; what was recorded stays."""
        ...

    async def route_templates(self) -> Sequence[RouteTemplate]:
        """Return the trader's templates, by name."""
        ...

    async def save_route_template(self, template: RouteTemplate) -> None:
        """Add or replace a template."""
        ...

    async def drop_route_template(self, name: str) -> None:
        """Forget a template."""
        ...
