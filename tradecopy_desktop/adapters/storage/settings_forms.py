"""The stored form of a route's settings. Decides nothing but that a version is written once."""

from decimal import Decimal

import msgspec

from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.routes import (
    Filters,
    Multiplier,
    Route,
    RouteSettings,
    SameLots,
    Sizing,
    StopPolicy,
)


class _Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class SameLotsForm(_Form, frozen=True, tag_field="form", tag="same_lots"):
    """A stored SameLots."""


class MultiplierForm(_Form, frozen=True, tag_field="form", tag="multiplier"):
    """A stored Multiplier."""

    factor: Decimal


class SettingsForm(_Form, frozen=True):
    """A stored RouteSettings."""

    version: int
    sizing: SameLotsForm | MultiplierForm
    filters: Filters
    stops: StopPolicy
    symbol_map: tuple[tuple[str, str], ...]
    max_age_ms: int
    max_slippage: int | None
    max_lots: Decimal | None
    literal_lots_confirmed: bool


def text_of_settings(settings: RouteSettings) -> str:
    """Return a route's settings as text."""
    form = SettingsForm(
        version=settings.version,
        sizing=_sizing_to(settings.sizing),
        filters=settings.filters,
        stops=settings.stops,
        symbol_map=settings.symbol_map,
        max_age_ms=settings.max_age_ms,
        max_slippage=settings.max_slippage,
        max_lots=settings.max_lots,
        literal_lots_confirmed=settings.literal_lots_confirmed,
    )
    return _encoder.encode(form).decode()


def settings_of_text(text: str) -> RouteSettings:
    """Return the settings in `text`; raise TradeCopyError if they are none."""
    try:
        form = _decoder.decode(text)
    except msgspec.DecodeError as e:
        raise TradeCopyError(f"a route's stored settings cannot be read: {e}") from e
    return RouteSettings(
        version=form.version,
        sizing=_sizing_from(form.sizing),
        filters=form.filters,
        stops=form.stops,
        symbol_map=form.symbol_map,
        max_age_ms=form.max_age_ms,
        max_slippage=form.max_slippage,
        max_lots=form.max_lots,
        literal_lots_confirmed=form.literal_lots_confirmed,
    )


def check_version(route: Route, newest: RouteSettings | None) -> None:
    """Raise ValueError if `route` would change settings that decisions were made by."""
    if newest is None or route.settings.version > newest.version or route.settings == newest:
        return
    raise ValueError(
        f"settings version of route {route.name!r} must be above {newest.version}, "
        f"was {route.settings.version}"
    )


def _sizing_to(sizing: Sizing) -> SameLotsForm | MultiplierForm:
    return SameLotsForm() if isinstance(sizing, SameLots) else MultiplierForm(factor=sizing.factor)


def _sizing_from(form: SameLotsForm | MultiplierForm) -> Sizing:
    return SameLots() if isinstance(form, SameLotsForm) else Multiplier(factor=form.factor)


# Sets in an order of their own, so that one value has one text.
_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(SettingsForm)
