"""Words for templates of routes, for copying settings from route to route, and for removal."""

from tradecopy_desktop.domain.route_sections import RouteSection

TEMPLATES_OF_ROUTES = "Templates"
TEMPLATES_TIP = "Settings that you keep under a name, for other routes"
SAVE_TEMPLATE = "Save as template"
SAVE_TEMPLATE_INTRO = "Everything on the tabs is kept under this name, but not the accounts."
FORGET_TEMPLATE = "Forget"
NO_TEMPLATES = "No templates yet"
TEMPLATE_NAME = "Name"
TEMPLATE_NAME_HINT = "Such as “Careful, gold only”"
COPY_SETTINGS = "Copy settings to"
COPY_SETTINGS_TIP = "Give other routes parts of the selected route's settings"
COPY_SETTINGS_INTRO = "What you tick is replaced there, and acts on later openings only."
COPY_WHAT = "What"
COPY_WHERE = "To these routes"
COPY_THEM = "Copy"
NEED_SECTION = "Tick at least one part."
NEED_TARGET = "Tick at least one route."
NO_OTHER_ROUTES = "There is no other route."
SECTION_NAMES = {
    RouteSection.SIZE: "Size and its bounds",
    RouteSection.FILTERS: "What is copied",
    RouteSection.ORDERS: "Orders and stops",
    RouteSection.SYMBOLS: "Symbols",
    RouteSection.RECOVERY: "Recovery",
}
MORE_ABOUT_ROUTE = "More"
MORE_ABOUT_ROUTE_TIP = "Explain, recovery, copy settings, remove"
REMOVE_ROUTE = "Remove"
REMOVE_ROUTE_TIP = "Remove the selected route, which must be off and without open copies"
REMOVE_ROUTE_DETAIL = "Its settings go; the log and all records of its trades stay."
REMOVE_ROUTE_YES = "Remove route"


def remove_route_ask(route: str) -> str:
    """Return the question before a route is removed."""
    return f"Remove route {route}?"


def route_removed(route: str) -> str:
    """Return what is said after a route was removed."""
    return f"Route {route} is removed."


def template_replaces(name: str) -> str:
    """Return what is said where a template of this name is kept already."""
    return f"{name} is there already: it would be replaced."


def template_shown(name: str) -> str:
    """Return what is said after a template was written into the tabs."""
    return f"{name} is filled in. Nothing changes until you save."


def template_saved(name: str) -> str:
    """Return what is said after a template was kept."""
    return f"Template {name} is kept."


def template_forgotten(name: str) -> str:
    """Return what is said after a template was forgotten."""
    return f"Template {name} is forgotten."


def copy_title(route: str) -> str:
    """Return the title of the window that copies settings."""
    return f"Copy settings of {route}"


def settings_copied(number: int) -> str:
    """Return what is said after settings were copied."""
    return "1 route has them now." if number == 1 else f"{number} routes have them now."


def route_of_accounts(route: str, master: str, follower: str) -> str:
    """Return a route with both its ends."""
    return f"{route}  ({master} \N{RIGHTWARDS ARROW} {follower})"
