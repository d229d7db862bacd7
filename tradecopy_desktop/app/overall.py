"""How copying is as a whole, for title bar and tray. It decides nothing."""

from collections.abc import Sequence

from tradecopy_desktop.app.views import Health, RouteRow


def overall(routes: Sequence[RouteRow]) -> tuple[Health, str]:
    """Return how copying is as a whole, by the worst of its routes, and in a few words."""
    if not routes:
        return Health.IDLE, "no routes yet"
    for health in (Health.BAD, Health.WARNING):
        worst = [route for route in routes if route.health is health]
        if worst:
            return health, f"{worst[0].name}: {worst[0].status}"
    if all(route.health is Health.IDLE for route in routes):
        return Health.IDLE, "all routes are off"
    return Health.GOOD, "copying"
