"""Where templates of routes are kept, in our words. A protocol only; nothing is done here."""

from typing import Protocol

from tradecopy_desktop.domain.route_templates import RouteTemplate


class RouteTemplates(Protocol):
    """Settings of routes that the trader keeps under names."""

    def templates(self) -> dict[str, RouteTemplate | None]:
        """Return every template by its name, in that order; None for what cannot be read."""
        ...

    def save_template(self, template: RouteTemplate) -> None:
        """Add a template, or replace the one of its name."""
        ...

    def drop_template(self, name: str) -> None:
        """Forget a template; nothing happens where there is none."""
        ...
