"""Which openings a route takes. Never asked about closes, reductions or stops (rule C4)."""

from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.values import Side


def refused_by_filter(
    settings: RouteSettings, *, symbol: str, side: Side, age_ms: float
) -> tuple[SkipReason, str] | None:
    """Return why the route does not take an opening, or None if it does."""
    filters = settings.filters
    if filters.symbols_allowed and symbol not in filters.symbols_allowed:
        return SkipReason.FILTERED_SYMBOL, f"{symbol} is not among the symbols of this route"
    if symbol in filters.symbols_denied:
        return SkipReason.FILTERED_SYMBOL, f"{symbol} is excluded from this route"
    if side not in filters.sides:
        return SkipReason.FILTERED_SIDE, f"this route does not copy {side.value} positions"
    if age_ms > settings.max_age_ms:
        seconds = f"{age_ms / 1000:.1f} s"
        return SkipReason.TOO_OLD, f"the signal was {seconds} old, the limit is {_s(settings)}"
    return None


def _s(settings: RouteSettings) -> str:
    return f"{settings.max_age_ms / 1000:g} s"
