"""Posts notices as JSON to an address of the trader's choice. Shows the address to nobody."""

import json
import ssl

from tradecopy_desktop.adapters.notices.errand import STEP_S, WHOLE_S, Errand
from tradecopy_desktop.adapters.notices.http_call import HttpCall
from tradecopy_desktop.domain.notices import Notice, WebhookSettings


class Webhook:
    """A courier that posts {"title", "text", "severity", "at"}; `at` is ISO 8601 in UTC."""

    def __init__(
        self,
        settings: WebhookSettings,
        *,
        tls: ssl.SSLContext | None = None,
        step_s: float = STEP_S,
        whole_s: float = WHOLE_S,
    ) -> None:
        self._call = HttpCall(settings.url, tls=tls, step_s=step_s)
        self._errand = Errand("the webhook", whole_s=whole_s)

    @property
    def name(self) -> str:
        """Return what the trader calls it."""
        return "webhook"

    async def send(self, notice: Notice) -> None:
        """Post a notice; raise TradeCopyError unless the host took it."""
        content = {
            "title": notice.title,
            "text": notice.text,
            "severity": notice.severity,
            "at": notice.at.isoformat(timespec="milliseconds"),
        }
        body = json.dumps(content, ensure_ascii=False).encode()
        await self._errand.run(lambda: self._call.post(body))
