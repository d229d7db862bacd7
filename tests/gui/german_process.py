"""The program with its window in the language that its folder keeps; it prints what it shows.

A process of its own, since the words are put in place once, before the window's modules come.
"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.bootstrap.assembly import Running, Setup
from tradecopy_desktop.bootstrap.window import run_window
from tradecopy_desktop.domain.sizing import FundsBase, Proportional

if TYPE_CHECKING:
    from tradecopy_desktop.gui.main_window import MainWindow


def main(folder: Path) -> None:
    """Run the program in `folder` until every page was looked at."""
    seen: dict[str, object] = {}

    async def session(_: Running, window: "MainWindow") -> int:
        # Not before the language is chosen: these take the words into their own hands.
        from tradecopy_desktop.gui.formats import Formats  # noqa: PLC0415 - see above.
        from tradecopy_desktop.gui.limit_kinds import LIMIT_KINDS  # noqa: PLC0415 - see above.
        from tradecopy_desktop.gui.sizes import size_text  # noqa: PLC0415 - see above.

        pages = window.pages.count()
        for number in range(pages):
            window.show_page(number)
        shown = [each.text() for each in window.findChildren(QLabel)]
        shown += [each.text() for each in window.findChildren(QAbstractButton)]
        shown += [each.toolTip() for each in window.findChildren(QWidget)]
        by_equity = Proportional(base=FundsBase.EQUITY)
        seen["pages"] = [window.navigation.button(n).accessibleName() for n in range(pages)]
        seen["shown"] = sorted({text.strip() for text in shown})
        seen["kinds"] = [each.name for each in LIMIT_KINDS]
        seen["size"] = size_text(by_equity, Formats(QLocale(QLocale.Language.German)))
        return 0

    setup = Setup(data_dir=folder, port=0, vault=MemoryVault())
    seen["status"] = run_window(setup, session, seen=False)
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
