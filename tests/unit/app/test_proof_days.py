"""Where the days of the proof begin."""

import os
import time
from datetime import UTC, datetime, timedelta

import pytest

from tradecopy_desktop.app.proof import start_of_days


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system has one zone for all processes")
def test_days_when_clocks_change_then_begin_at_local_midnight(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(os.environ, "TZ", "Europe/Prague")
    time.tzset()
    try:
        # On 30 March 2025 clocks went from UTC+1 to UTC+2.
        now = datetime(2025, 3, 30, 12, tzinfo=UTC)
        assert start_of_days(now, 1) == datetime(2025, 3, 29, 23, tzinfo=UTC)
        tomorrow = now + timedelta(days=1)
        assert start_of_days(tomorrow, 1) == datetime(2025, 3, 30, 22, tzinfo=UTC)
        assert start_of_days(tomorrow, 7) == datetime(2025, 3, 24, 23, tzinfo=UTC)
    finally:
        monkeypatch.undo()
        time.tzset()
