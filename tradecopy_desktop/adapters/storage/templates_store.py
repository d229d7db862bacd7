"""Templates of routes by name, in the database or in memory. Sets no route by them."""

from sqlalchemy import Engine, delete, select

from tradecopy_desktop.adapters.storage.settings_access import reading, saving
from tradecopy_desktop.adapters.storage.settings_forms import settings_of_text, text_of_settings
from tradecopy_desktop.adapters.storage.tables import route_templates
from tradecopy_desktop.adapters.storage.upsert import upsert
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.route_templates import RouteTemplate


class SqlRouteTemplates:
    """What the trader keeps under names. Every call reads or writes the disk: not for the loop."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def templates(self) -> dict[str, RouteTemplate | None]:
        """Return every template by its name, in that order; None for what cannot be read."""
        with reading(self._engine) as connection:
            named = select(route_templates).order_by(route_templates.c.name)
            rows = connection.execute(named).all()
        return {row.name: _template(row.name, row.body) for row in rows}

    def save_template(self, template: RouteTemplate) -> None:
        """Add a template, or replace the one of its name."""
        with saving(self._engine, f"template {template.name!r}") as connection:
            row = {"name": template.name, "body": text_of_settings(template.settings)}
            upsert(connection, route_templates, [row])

    def drop_template(self, name: str) -> None:
        """Forget a template; nothing happens where there is none."""
        with saving(self._engine, f"end of template {name!r}") as connection:
            connection.execute(delete(route_templates).where(route_templates.c.name == name))


class MemoryRouteTemplates:
    """Templates that live as long as the process."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def templates(self) -> dict[str, RouteTemplate | None]:
        """Return every template by its name, in that order; None for what cannot be read."""
        return {name: _template(name, text) for name, text in sorted(self._texts.items())}

    def save_template(self, template: RouteTemplate) -> None:
        """Add a template, or replace the one of its name."""
        self._texts[template.name] = text_of_settings(template.settings)

    def drop_template(self, name: str) -> None:
        """Forget a template; nothing happens where there is none."""
        self._texts.pop(name, None)


def _template(name: str, text: str) -> RouteTemplate | None:
    try:
        return RouteTemplate(name=name, settings=settings_of_text(text))
    except (TradeCopyError, ValueError):
        return None
