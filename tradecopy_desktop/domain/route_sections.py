"""The parts of a route's settings that can be taken over from another route, each by itself."""

from collections.abc import Collection
from dataclasses import replace
from enum import StrEnum

from tradecopy_desktop.domain.routes import RouteSettings


class RouteSection(StrEnum):
    """What belongs together for a trader."""

    SIZE = "size"
    FILTERS = "filters"
    ORDERS = "orders"
    SYMBOLS = "symbols"
    RECOVERY = "recovery"


def with_sections(
    settings: RouteSettings, source: RouteSettings, sections: Collection[RouteSection]
) -> RouteSettings:
    """Return settings with these sections of `source`; all else stays.

    The trader's yes to what lots mean stays the route's own: it is about two brokers (rule S1).
    """
    for section in RouteSection:
        if section in sections:
            settings = _with(settings, source, section)
    return settings


def _with(settings: RouteSettings, source: RouteSettings, section: RouteSection) -> RouteSettings:
    match section:
        case RouteSection.SIZE:
            volume = replace(source.volume, partial_fill=settings.volume.partial_fill)
            return replace(settings, sizing=source.sizing, volume=volume)
        case RouteSection.FILTERS:
            return replace(settings, filters=source.filters, max_age_ms=source.max_age_ms)
        case RouteSection.ORDERS:
            stops = replace(source.stops, moved_by_hand=settings.stops.moved_by_hand)
            return replace(settings, stops=stops, orders=source.orders, reverse=source.reverse)
        case RouteSection.SYMBOLS:
            return replace(
                settings,
                symbol_map=source.symbol_map,
                overrides=source.overrides,
                cross_contract=source.cross_contract,
                shares_netting=source.shares_netting,
            )
        case RouteSection.RECOVERY:
            return replace(
                settings,
                recovery=source.recovery,
                stops=replace(settings.stops, moved_by_hand=source.stops.moved_by_hand),
                volume=replace(settings.volume, partial_fill=source.volume.partial_fill),
            )
