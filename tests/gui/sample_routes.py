"""The routes' part of the sample desk: names, removal and templates; `_take` is the desk's."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.views import RouteRemoved, RouteRow
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.route_templates import RouteTemplate
from tradecopy_desktop.domain.routes import RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import Multiplier, VolumeRules

TEMPLATES = (
    RouteTemplate(
        name="Careful",
        settings=RouteSettings(
            version=1,
            sizing=Multiplier(factor=Decimal("0.1")),
            volume=VolumeRules(max_lots=Decimal(2)),
            max_age_ms=2_000,
        ),
    ),
)


class SampleRoutes:
    """Renames, removes, keeps templates."""

    bus: Bus
    _routes: dict[str, RouteRow]

    def __init__(self, *, empty: bool) -> None:
        self.templates = {} if empty else {each.name: each for each in TEMPLATES}

    async def rename_route(self, route: str, name: str) -> None:
        self._take(f"rename {route} {name}")
        self._routes[route] = replace(self._known(route), name=name)
        self.bus.publish(self._routes[route])

    async def remove_route(self, route: str) -> None:
        self._take(f"remove {route}")
        if self._known(route).mode is not RouteMode.OFF:
            raise TradeCopyError("it is live: switch it off before you remove it")
        del self._routes[route]
        self.bus.publish(RouteRemoved(route=route))

    async def route_templates(self) -> Sequence[RouteTemplate]:
        return tuple(sorted(self.templates.values(), key=lambda each: each.name))

    async def save_route_template(self, template: RouteTemplate) -> None:
        self._take(f"keep template {template.name}")
        self.templates[template.name] = template

    async def drop_route_template(self, name: str) -> None:
        self._take(f"forget template {name}")
        del self.templates[name]

    def _known(self, route: str) -> RouteRow:
        raise NotImplementedError

    def _take(self, order: str) -> None:
        raise NotImplementedError
