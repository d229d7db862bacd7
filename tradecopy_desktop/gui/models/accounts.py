"""The table of accounts: what each column says. Holds no rows."""

from dataclasses import replace

from tradecopy_desktop.app.views import AccountRow
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.values import MarginMode
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import NOTHING, Formats
from tradecopy_desktop.gui.models.columns import Column, Look, marked, number, plain, status
from tradecopy_desktop.gui.theme import Tone


def account_columns(formats: Formats) -> tuple[Column[AccountRow], ...]:
    """Return the columns of the accounts table."""

    def equity(row: AccountRow) -> Look:
        return Look(formats.money(row.equity, row.currency))

    return (
        Column(
            title=words.NAME, look=lambda row: marked(row.name, row.health), chars=18, tip=_about
        ),
        Column(title=words.LOGIN, look=plain(lambda row: row.key.login), chars=11),
        Column(
            title=words.SERVER,
            look=plain(lambda row: row.key.server, Tone.MUTED),
            chars=20,
            tip=lambda row: row.key.server,
        ),
        Column(title=words.ROLE, look=plain(_roles), chars=8, tip=_roles),
        Column(title=words.PLATFORM, look=plain(_platform), chars=11),
        Column(title=words.KIND, look=plain(_kind), chars=7),
        number(words.BALANCE, lambda row: row.balance, formats.money, 11),
        replace(number(words.EQUITY, lambda row: row.equity, formats.money, 14), look=equity),
        number(
            words.OPEN,
            lambda row: row.positions,
            formats.count,
            5,
            title_tip=words.POSITIONS_TIP,
        ),
        number(
            words.ROUND_TRIP,
            lambda row: row.round_trip_ms,
            formats.ms,
            6,
            title_tip=words.ROUND_TRIP_TIP,
        ),
        status(lambda row: row.health, lambda row: row.status, 20),
    )


def _roles(row: AccountRow) -> str:
    return ", ".join(words.ROLES[role] for role in Role if role in row.roles)


def _platform(row: AccountRow) -> str:
    if row.platform is None:
        return NOTHING
    platform = words.PLATFORMS[row.platform]
    # Hedging is what traders expect; netting is what they must know.
    if row.margin_mode is not MarginMode.NETTING:
        return platform
    return f"{platform} {words.MARGIN_MODES[row.margin_mode]}"


def _kind(row: AccountRow) -> str:
    return NOTHING if row.kind is None else words.KINDS[row.kind]


def _about(row: AccountRow) -> str:
    mode = words.MARGIN_MODES[row.margin_mode] if row.margin_mode else ""
    lines = [row.name, row.company, mode]
    for role in Role:
        if role in row.roles:
            there = words.CONNECTED if role in row.connected else words.NOT_CONNECTED
            lines.append(f"{words.ROLES[role]}: {there}")
    if row.may_trade is not None:
        allowed = words.TRADING_ALLOWED if row.may_trade else words.TRADING_FORBIDDEN
        lines.append(f"{words.TRADING}: {allowed}")
    if row.ea_version:
        lines.append(f"{words.EA_VERSION} {row.ea_version}")
    return "\n".join(line for line in lines if line)
