"""The sample desk's own settings, versions and closing of all copies."""

from collections.abc import Sequence
from pathlib import Path

from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.desk_settings import CopyLeft, OwnState, SupportPart
from tradecopy_desktop.app.views import CopyRemoved, CopyRow, DeskState
from tradecopy_desktop.domain.program_settings import ProgramSettings
from tradecopy_desktop.program_ports import About, Library

ABOUT = About(
    version="0.4.0",
    protocol="1.1",
    database="0006",
    python="3.13.1",
    platform="Windows-11-10.0.26100",
    data_folder=Path("C:/Users/trader/AppData/Local/TradeCopy Desktop"),
    readme=None,
    libraries=(
        Library(name="alembic", version="1.20.1", license="MIT"),
        Library(name="PySide6_Essentials", version="6.11.3", license="LGPL-3.0-only"),
        Library(name="websockets", version="17.4", license="BSD-3-Clause"),
    ),
)
PARTS = (
    SupportPart(name="about.txt", text="TradeCopy Desktop 0.4.0\n"),
    SupportPart(name="accounts.txt", text="Gold master: …733@Master-Demo\n"),
    SupportPart(name="program-log.txt", text="INFO it starts\n"),
)


class SampleOwn:
    """Keeps settings in memory. `stuck` are the copies that no order closes."""

    bus: Bus
    _copies: dict[str, CopyRow]

    program_settings = ProgramSettings()
    own_trouble = ""
    autostart_not = ""
    autostart = False
    stuck: dict[str, str] = {}  # noqa: RUF012 - replaced by tests, never changed
    saved: tuple[Path, tuple[SupportPart, ...]] | None = None

    async def own_state(self) -> OwnState:
        return OwnState(
            settings=self.program_settings,
            trouble=self.own_trouble,
            port=8080,
            data_folder=ABOUT.data_folder,
            autostart=self.autostart,
            autostart_not=self.autostart_not,
        )

    async def set_program_settings(self, settings: ProgramSettings) -> None:
        self._take(f"port {settings.port}, log {settings.log_days}, raw {settings.raw_days}")
        self.program_settings = settings
        self.own_trouble = ""

    async def set_autostart(self, *, on: bool) -> None:
        self._take(f"autostart {on}")
        self.autostart = on

    async def about(self) -> About:
        return ABOUT

    async def support_parts(self) -> Sequence[SupportPart]:
        return PARTS

    async def save_support(self, file: Path, parts: Sequence[SupportPart]) -> None:
        self._take(f"save {file.name}")
        self.saved = (file, tuple(parts))

    async def close_copies(self) -> int:
        self._take("close copies")
        return len(self._copies)

    def copies_left(self) -> Sequence[CopyLeft]:
        return [
            CopyLeft(
                copy=row.copy,
                follower_name=row.follower_name,
                symbol=row.symbol,
                why=self.stuck.get(row.copy, ""),
            )
            for row in self._copies.values()
        ]

    def end_copies(self, *copies: str) -> None:
        """Publish that these copies are closed; without names, all but the stuck ones."""
        for copy in copies or tuple(each for each in self._copies if each not in self.stuck):
            del self._copies[copy]
            self.bus.publish(CopyRemoved(copy=copy))
        self.bus.publish(self.state())

    def state(self) -> DeskState:
        raise NotImplementedError

    def _take(self, order: str) -> None:
        raise NotImplementedError
