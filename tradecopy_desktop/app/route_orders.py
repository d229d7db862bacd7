"""Renames and removes routes, and keeps templates of their settings. Copies nothing."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from tradecopy_desktop.app.trader_orders import Parts
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.route_templates import RouteTemplate
from tradecopy_desktop.domain.routes import Route, RouteMode

_WHY_NOT_OFF = {
    RouteMode.LIVE: "it is live",
    RouteMode.CLOSE_ONLY: "it is paused and still follows closes",
    RouteMode.SHADOW: "it rehearses",
}


class RouteOrders:
    """The window's door to routes that are there already; see DeskRoutes."""

    def __init__(self, parts: Parts) -> None:
        self._of_routes = parts

    async def rename_route(self, route: str, name: str) -> None:
        """Give a route another name; what was recorded keeps the old one."""
        parts, known, wanted = self._of_routes, self._route(route), name.strip()
        if not wanted:
            raise TradeCopyError("a route needs a name")
        if any(each.name == wanted and each.id != route for each in parts.book.routes.values()):
            raise TradeCopyError(f"there is a route {wanted} already: choose another name")
        parts.book.put_route(replace(known, name=wanted))
        parts.board.put_route(route)
        await asyncio.to_thread(parts.arming.saving.save, route)

    async def remove_route(self, route: str) -> None:
        """Remove a route that is off and has no open copies; what was recorded stays."""
        parts, known = self._of_routes, self._route(route)
        self._refuse_unless_idle(known)
        parts.book.drop_route(route)
        try:
            await asyncio.to_thread(parts.settings.drop_route, route)
        except TradeCopyError:
            # It would be there again with the next start: it stays until the disk takes it.
            parts.book.put_route(known)
            raise
        parts.reconciling.forget_route(route)
        parts.board.drop_route(route)
        parts.prices.look_again()
        await asyncio.to_thread(parts.memory.drop_route_memory, route)

    async def route_templates(self) -> Sequence[RouteTemplate]:
        """Return the trader's templates, by name; what cannot be read is left out."""
        found = await asyncio.to_thread(self._of_routes.templates.templates)
        return [each for each in found.values() if each is not None]

    async def save_route_template(self, template: RouteTemplate) -> None:
        """Add or replace a template."""
        await asyncio.to_thread(self._of_routes.templates.save_template, template)

    async def drop_route_template(self, name: str) -> None:
        """Forget a template."""
        await asyncio.to_thread(self._of_routes.templates.drop_template, name)

    def _route(self, route: str) -> Route:
        known = self._of_routes.book.routes.get(route)
        if known is None:
            raise TradeCopyError("this route is no longer there")
        return known

    def _refuse_unless_idle(self, route: Route) -> None:
        why = _WHY_NOT_OFF.get(route.mode)
        if why is not None:
            raise TradeCopyError(f"{why}: switch it off before you remove it")
        number = len(self._of_routes.book.copies_of(route.id))
        if number:
            copies = "1 copy is" if number == 1 else f"{number} copies are"
            raise TradeCopyError(f"{copies} still open: close them, or wait for the master's close")
