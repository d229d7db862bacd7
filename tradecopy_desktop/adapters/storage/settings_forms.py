"""The stored form of a route's settings. Decides nothing but that a version is written once.

The first version wrote flat what has rules of its own now; that is still read.
"""

from contextlib import suppress
from decimal import Decimal

import msgspec

from tradecopy_desktop.adapters.storage.sizing_forms import SizingForm, sizing_from, sizing_to
from tradecopy_desktop.adapters.storage.stop_policy import StopPolicy
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.order_rules import OrderRules
from tradecopy_desktop.domain.recovery_rules import RecoveryRules
from tradecopy_desktop.domain.routes import Route, RouteSettings
from tradecopy_desktop.domain.sizing import SymbolOverride, VolumeRules
from tradecopy_desktop.domain.stop_rules import COPY_PRICES, StopRules


class _Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class OverrideForm(_Form, frozen=True):
    """A stored SymbolOverride."""

    symbol: str
    sizing: SizingForm | None
    min_lots: Decimal | None
    max_lots: Decimal | None


class SettingsForm(_Form, frozen=True):
    """A stored RouteSettings. What a later version added has the default that it came with."""

    version: int
    sizing: SizingForm
    volume: VolumeRules = VolumeRules()
    overrides: tuple[OverrideForm, ...] = ()
    filters: Filters = Filters()
    stops: StopRules = COPY_PRICES
    orders: OrderRules = OrderRules()
    symbol_map: tuple[tuple[str, str], ...] = ()
    cross_contract: bool = False
    reverse: bool = False
    max_age_ms: int = 5_000
    literal_lots_confirmed: bool = False
    shares_netting: bool = False
    recovery: RecoveryRules = RecoveryRules()


class SettingsForm1(_Form, frozen=True):
    """A RouteSettings of the first version, which wrote every field."""

    version: int
    sizing: SizingForm
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
        sizing=sizing_to(settings.sizing),
        volume=settings.volume,
        overrides=tuple(_override_to(each) for each in settings.overrides),
        filters=settings.filters,
        stops=settings.stops,
        orders=settings.orders,
        symbol_map=settings.symbol_map,
        cross_contract=settings.cross_contract,
        reverse=settings.reverse,
        max_age_ms=settings.max_age_ms,
        literal_lots_confirmed=settings.literal_lots_confirmed,
        shares_netting=settings.shares_netting,
        recovery=settings.recovery,
    )
    return _encoder.encode(form).decode()


def settings_of_text(text: str) -> RouteSettings:
    """Return the settings in `text`; raise TradeCopyError if they are none."""
    try:
        return _settings_from(_decode(text))
    except ValueError as e:
        raise _unreadable(str(e)) from e
    except ArithmeticError as e:
        # A rule compared NaN, of which Python says no more than that.
        raise _unreadable("one of its numbers is no number") from e


def check_version(route: Route, newest: RouteSettings | None) -> None:
    """Raise ValueError if `route` would change settings that decisions were made by."""
    if newest is None or route.settings.version > newest.version:
        return
    # By their texts first: a number that is none must not keep its route from being paused.
    if text_of_settings(route.settings) == text_of_settings(newest) or route.settings == newest:
        return
    raise ValueError(
        f"settings version of route {route.name!r} must be above {newest.version}, "
        f"was {route.settings.version}"
    )


def _decode(text: str) -> SettingsForm:
    try:
        return _decoder.decode(text)
    except msgspec.ValidationError:
        with suppress(msgspec.DecodeError):
            return _of_version_1(_decoder_1.decode(text))
        raise


def _of_version_1(form: SettingsForm1) -> SettingsForm:
    return SettingsForm(
        version=form.version,
        sizing=form.sizing,
        volume=VolumeRules(max_lots=form.max_lots),
        filters=form.filters,
        stops=form.stops.rules,
        orders=OrderRules(max_slippage=form.max_slippage),
        symbol_map=form.symbol_map,
        max_age_ms=form.max_age_ms,
        literal_lots_confirmed=form.literal_lots_confirmed,
    )


def _settings_from(form: SettingsForm) -> RouteSettings:
    return RouteSettings(
        version=form.version,
        sizing=sizing_from(form.sizing),
        volume=form.volume,
        overrides=tuple(_override_from(each) for each in form.overrides),
        filters=form.filters,
        # One object for what is usual: a link need not be compared with it to be written short.
        stops=COPY_PRICES if form.stops == COPY_PRICES else form.stops,
        orders=form.orders,
        symbol_map=form.symbol_map,
        cross_contract=form.cross_contract,
        reverse=form.reverse,
        max_age_ms=form.max_age_ms,
        literal_lots_confirmed=form.literal_lots_confirmed,
        shares_netting=form.shares_netting,
        recovery=form.recovery,
    )


def _override_to(override: SymbolOverride) -> OverrideForm:
    return OverrideForm(
        symbol=override.symbol,
        sizing=None if override.sizing is None else sizing_to(override.sizing),
        min_lots=override.min_lots,
        max_lots=override.max_lots,
    )


def _override_from(form: OverrideForm) -> SymbolOverride:
    return SymbolOverride(
        symbol=form.symbol,
        sizing=None if form.sizing is None else sizing_from(form.sizing),
        min_lots=form.min_lots,
        max_lots=form.max_lots,
    )


def _unreadable(why: str) -> TradeCopyError:
    return TradeCopyError(f"a route's stored settings cannot be read: {why}")


# Sets in an order of their own, so that one value has one text.
_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(SettingsForm)
_decoder_1 = msgspec.json.Decoder(SettingsForm1)
