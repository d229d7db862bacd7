"""Asks for an address that raises alarm when it is not asked for any more. Says nothing there."""

import ssl

from tradecopy_desktop.adapters.notices.errand import STEP_S, WHOLE_S, Errand
from tradecopy_desktop.adapters.notices.http_call import HttpCall
from tradecopy_desktop.domain.notices import DeadManSettings, Notice


class DeadMan:
    """A courier of one message: the program runs."""

    def __init__(
        self,
        settings: DeadManSettings,
        *,
        tls: ssl.SSLContext | None = None,
        step_s: float = STEP_S,
        whole_s: float = WHOLE_S,
    ) -> None:
        self._call = HttpCall(settings.url, tls=tls, step_s=step_s)
        self._errand = Errand("the dead-man ping", whole_s=whole_s)

    @property
    def name(self) -> str:
        """Return what the trader calls it."""
        return "dead-man ping"

    async def send(self, notice: Notice) -> None:
        """Ask for the address, whatever the notice says; raise TradeCopyError if that fails."""
        del notice
        await self._errand.run(self._call.get)
