from pathlib import Path

import pytest

from tradecopy_desktop.gui.start_failure import failure_box


@pytest.mark.usefixtures("qapp")
def test_failure_when_there_is_no_console_then_a_message_says_why_and_where_to_look() -> None:
    box = failure_box("port 9000 cannot be used (it is in use)", Path("data"))

    assert box.text() == "TradeCopy could not start."
    assert box.informativeText() == (
        "port 9000 cannot be used (it is in use).\n\n"
        "Settings (config.toml) and log file are in data"
    )
