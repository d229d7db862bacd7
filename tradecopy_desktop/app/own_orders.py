"""The window's door to the program itself: its settings, its versions, a file for support."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tradecopy_desktop.app.board import Board
from tradecopy_desktop.app.desk_settings import OwnState, SupportPart
from tradecopy_desktop.app.support_parts import Lags, Seen, support_parts
from tradecopy_desktop.app.views import AccountRow, DeskState, LedgerLagged, LoopLagged, RouteRow
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.notices import DEAD_MAN_SECRET, WEBHOOK_SECRET, NoticeRules
from tradecopy_desktop.domain.program_settings import ProgramSettings
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.scrubbing import Scrubber
from tradecopy_desktop.ports import AccountRecord, SecretVault
from tradecopy_desktop.program_ports import About, Autostart, ProgramSettingsFile, Support

_KEPT_LAGS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnParts:
    """Where the program's settings are, how it is started, and what is known of its files."""

    config: ProgramSettingsFile
    autostart: Autostart
    support: Support


class Running(Protocol):
    """The program as a file for support shows it."""

    records: dict[str, AccountRecord]
    port: int

    def state(self) -> DeskState:
        """Return the program at a glance."""
        ...

    def accounts(self) -> Sequence[AccountRow]:
        """Return all accounts."""
        ...

    def routes(self) -> Sequence[RouteRow]:
        """Return all routes."""
        ...

    def settings_of(self, route: str) -> RouteSettings:
        """Return a route's present settings."""
        ...

    def notice_rules(self) -> NoticeRules:
        """Return where alarms go."""
        ...


class OwnOrders:
    """Answers what the settings and the help page ask."""

    def __init__(self, parts: OwnParts, board: Board, vault: SecretVault, running: Running) -> None:
        self._own = parts
        self._secrets = vault
        self._shown_on = board
        self._running = running
        self._loop_lags: deque[LoopLagged] = deque(maxlen=_KEPT_LAGS)
        self._ledger_lags: deque[LedgerLagged] = deque(maxlen=_KEPT_LAGS)
        board.bus.subscribe(LoopLagged, self._loop_lags.append)
        board.bus.subscribe(LedgerLagged, self._ledger_lags.append)

    async def own_state(self) -> OwnState:
        """Return what is set, and what is in use."""
        return await asyncio.to_thread(self._own_state)

    async def set_program_settings(self, settings: ProgramSettings) -> None:
        """Keep other settings for the next start."""
        await asyncio.to_thread(self._own.config.save, settings)

    async def set_autostart(self, *, on: bool) -> None:
        """Start with the desktop from now on, or no longer."""
        await asyncio.to_thread(self._own.autostart.choose, on=on)

    async def about(self) -> About:
        """Return versions, licenses and where the data are."""
        return await asyncio.to_thread(self._own.support.about)

    async def support_parts(self) -> Sequence[SupportPart]:
        """Return every text of a file for support, without any secret."""
        # What changes on the loop is read on the loop.
        seen, records = self._seen(), tuple(self._running.records.values())
        lags = Lags(loop=tuple(self._loop_lags), ledger=tuple(self._ledger_lags))
        return await asyncio.to_thread(self._scrubbed, seen, lags, records)

    async def save_support(self, file: Path, parts: Sequence[SupportPart]) -> None:
        """Write these texts into one zip file."""
        texts = [(part.name, part.text) for part in parts]
        await asyncio.to_thread(self._own.support.write, file, texts)

    def _seen(self) -> Seen:
        routes = self._running.routes()
        return Seen(
            state=self._running.state(),
            accounts=self._running.accounts(),
            routes=routes,
            settings={row.id: self._running.settings_of(row.id) for row in routes},
            notices=self._running.notice_rules(),
            alerts=self._shown_on.alerts(),
            log=self._shown_on.log(),
            samples=tuple(self._shown_on.samples),
        )

    def _own_state(self) -> OwnState:
        stored = self._own.config.load()
        why_not = self._own.autostart.why_not()
        return OwnState(
            settings=stored.settings,
            trouble=stored.trouble,
            port=self._running.port,
            data_folder=self._own.support.about().data_folder,
            autostart=not why_not and self._own.autostart.is_on(),
            autostart_not=why_not,
        )

    def _scrubbed(
        self, seen: Seen, lags: Lags, records: Sequence[AccountRecord]
    ) -> Sequence[SupportPart]:
        support, rules = self._own.support, seen.notices
        scrubber = Scrubber(
            secrets=[*self._kept(records, rules), *_addresses(rules)],
            logins=[record.key.login for record in records],
            folders=[(str(Path.home()), "~")],
        )
        texts = support_parts(seen, lags, support, self._own.config.load())
        return [SupportPart(name=name, text=scrubber.scrub(text)) for name, text in texts]

    def _kept(self, records: Sequence[AccountRecord], rules: NoticeRules) -> list[str]:
        names = [WEBHOOK_SECRET, DEAD_MAN_SECRET, *(each.secret_name for each in records)]
        if rules.mail is not None:
            names.append(rules.mail.secret_name)
        found = []
        for name in names:
            try:
                secret = self._secrets.get(name)
            except TradeCopyError:
                # Without a keyring nothing of it can have come into the texts either.
                continue
            if secret:
                found.append(secret)
        return found


def _addresses(rules: NoticeRules) -> list[str]:
    found = []
    if rules.webhook is not None:
        found.append(rules.webhook.url)
    if rules.dead_man is not None:
        found.append(rules.dead_man.url)
    if rules.mail is not None:
        found += [rules.mail.user, rules.mail.sender, *rules.mail.recipients]
    return found
