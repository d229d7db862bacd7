"""German words for templates of routes, for copying settings between routes, and for removal."""

from tradecopy_desktop.domain.route_sections import RouteSection

TEMPLATES_OF_ROUTES = "Vorlagen"
TEMPLATES_TIP = "Einstellungen, die Sie unter einem Namen für andere Routen aufheben"
SAVE_TEMPLATE = "Als Vorlage speichern"
SAVE_TEMPLATE_INTRO = (
    "Alles auf den Tabs wird unter diesem Namen aufgehoben, nicht aber die Konten."
)
FORGET_TEMPLATE = "Löschen"
NO_TEMPLATES = "Noch keine Vorlagen"
TEMPLATE_NAME = "Name"
TEMPLATE_NAME_HINT = "Zum Beispiel „Vorsichtig, nur Gold“"
COPY_SETTINGS = "Einstellungen kopieren"
COPY_SETTINGS_TIP = "Anderen Routen Teile der Einstellungen der gewählten Route geben"
COPY_SETTINGS_INTRO = "Was Sie ankreuzen, wird dort ersetzt und gilt nur für spätere Eröffnungen."
COPY_WHAT = "Was"
COPY_WHERE = "Auf diese Routen"
COPY_THEM = "Kopieren"
NEED_SECTION = "Mindestens einen Teil ankreuzen."
NEED_TARGET = "Mindestens eine Route ankreuzen."
NO_OTHER_ROUTES = "Es gibt keine andere Route."
SECTION_NAMES = {
    RouteSection.SIZE: "Größe und ihre Grenzen",
    RouteSection.FILTERS: "Was kopiert wird",
    RouteSection.ORDERS: "Orders und Stops",
    RouteSection.SYMBOLS: "Symbole",
    RouteSection.RECOVERY: "Wiederanlauf",
}
MORE_ABOUT_ROUTE = "Mehr"
MORE_ABOUT_ROUTE_TIP = "Erklären, Wiederanlauf, Einstellungen kopieren, entfernen"
REMOVE_ROUTE = "Entfernen"
REMOVE_ROUTE_TIP = (
    "Die gewählte Route entfernen; sie muss ausgeschaltet und ohne offene Kopien sein"
)
REMOVE_ROUTE_DETAIL = (
    "Ihre Einstellungen verschwinden; Protokoll und Aufzeichnungen ihrer Trades bleiben."
)
REMOVE_ROUTE_YES = "Route entfernen"


def remove_route_ask(route: str) -> str:
    """Return the question before a route is removed."""
    return f"Route {route} entfernen?"


def route_removed(route: str) -> str:
    """Return what is said after a route was removed."""
    return f"Route {route} ist entfernt."


def template_replaces(name: str) -> str:
    """Return what is said where a template of this name is kept already."""
    return f"{name} gibt es schon: Die Vorlage würde ersetzt."


def template_shown(name: str) -> str:
    """Return what is said after a template was written into the tabs."""
    return f"{name} ist eingetragen. Nichts ändert sich, bis Sie speichern."


def template_saved(name: str) -> str:
    """Return what is said after a template was kept."""
    return f"Vorlage {name} ist gespeichert."


def template_forgotten(name: str) -> str:
    """Return what is said after a template was forgotten."""
    return f"Vorlage {name} ist gelöscht."


def copy_title(route: str) -> str:
    """Return the title of the window that copies settings."""
    return f"Einstellungen von {route} kopieren"


def settings_copied(number: int) -> str:
    """Return what is said after settings were copied."""
    return "1 Route hat sie jetzt." if number == 1 else f"{number} Routen haben sie jetzt."


def route_of_accounts(route: str, master: str, follower: str) -> str:
    """Return a route with both its ends."""
    return f"{route}  ({master} \N{RIGHTWARDS ARROW} {follower})"
