"""Settings of routes that the trader keeps under a name. Copies nothing by itself."""

from dataclasses import dataclass, replace

from tradecopy_desktop.domain.routes import RouteSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteTemplate:
    """A name and settings. What a lot is worth at two brokers is a matter of each route."""

    name: str
    settings: RouteSettings

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("a template needs a name, was empty")


def template_of(name: str, settings: RouteSettings) -> RouteTemplate:
    """Return settings as a template: without version, and without the trader's yes to lots."""
    kept = replace(settings, version=1, literal_lots_confirmed=False)
    return RouteTemplate(name=name, settings=kept)
