from pathlib import Path

from PySide6.QtGui import QImage

from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.gui.main_window import COCKPIT, MainWindow
from tradecopy_desktop.gui.screenshots import take_screenshots
from tradecopy_desktop.gui.theme import Mode


def test_screenshots_when_taken_then_each_page_and_form_is_there_in_both_themes(
    window: MainWindow, desk: SampleDesk, tmp_path: Path
) -> None:
    desk.measure(50)

    files = take_screenshots(window, tmp_path / "pictures")

    names = {file.name for file in files}
    pages = (
        "cockpit",
        "accounts",
        "routes",
        "guard",
        "reconciliation",
        "latency",
        "log",
        "proof",
        "alerts",
        "check-up",
        "settings",
        "help",
    )
    forms = (
        "add-account",
        "add-route",
        "show-key",
        "arm-route",
        "switch-off",
        "recovery",
        "request-limits",
        "alert-manners",
        "notices",
        "quit",
        "diagnostics",
        "closing",
        "limits",
        "limits-day",
        "limits-trades",
        "limits-safeguards",
        "limit",
        "unlock",
        "route",
        "route-filters",
        "route-orders",
        "route-symbols",
        "route-recovery",
        "explain",
        "copy-settings",
    )
    assert names == {
        *(f"{page}-{theme}.png" for page in pages for theme in ("light", "dark")),
        *(f"{page}-{theme}-150.png" for page in pages for theme in ("light", "dark")),
        *(f"{page}-{theme}-1080.png" for page in pages for theme in ("light", "dark")),
        *(f"{form}-{theme}.png" for form in forms for theme in ("light", "dark")),
        *(f"{form}-{theme}-150.png" for form in forms for theme in ("light", "dark")),
        *(f"question-{theme}.png" for theme in ("light", "dark")),
        *(f"flatten-all-{theme}.png" for theme in ("light", "dark")),
        *(f"audit-{theme}.png" for theme in ("light", "dark")),
        *(f"wizard-{step}-{theme}.png" for step in range(1, 8) for theme in ("light", "dark")),
        *(f"wizard-{step}-{theme}-150.png" for step in range(1, 8) for theme in ("light", "dark")),
        *(f"latency-day-{theme}.png" for theme in ("light", "dark")),
        *(f"cockpit-opened-{theme}.png" for theme in ("light", "dark")),
        *(f"cockpit-opened-{theme}-150.png" for theme in ("light", "dark")),
    }
    plain, larger, large = (
        QImage(str(tmp_path / "pictures" / name))
        for name in ("cockpit-dark.png", "cockpit-dark-150.png", "cockpit-dark-1080.png")
    )
    assert (plain.width(), plain.height()) == (1280, 720)
    assert (larger.width(), larger.height()) == (1920, 1080)
    assert (large.width(), large.height()) == (1920, 1080)
    assert window.pages.currentIndex() == COCKPIT
    assert window.appearance.theme.mode is Mode.SYSTEM
