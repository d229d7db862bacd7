"""What every page of the first steps has: a title, an introduction, and a way on. Knows no step."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.scrolling import scrolling
from tradecopy_desktop.gui.wizard.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the pages work with."""

    desk: Desk
    bridge: Bridge
    tasks: Tasks
    appearance: Appearance
    plan: Plan = field(default_factory=Plan)


class WizardPage(QWidget):
    """One page. `changed`: its way on is another now; `told`: a sentence for below the page."""

    changed = Signal()
    told = Signal(str)

    def __init__(self, title: str, intro: str, *, scrolls: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.introduction = label(intro, "hint")
        self.introduction.setWordWrap(True)
        self.content = QWidget()
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(label(title, "title"))
        layout.addWidget(self.introduction)
        self._area = scrolling(self.content) if scrolls else None
        layout.addWidget(self._area or self.content, 1)

    @property
    def next_text(self) -> str:
        """Return what the button says that leads on."""
        return words.WIZARD_NEXT

    @property
    def next_tip(self) -> str:
        """Return what the button does, or why it can do nothing yet."""
        return words.WIZARD_NEXT_TIP

    @property
    def can_go_on(self) -> bool:
        """Tell whether the button that leads on can be pressed."""
        return True

    def enter(self) -> None:
        """Begin to show what there is: the page comes to the screen."""

    def leave(self) -> None:
        """Rest: the page leaves the screen."""

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll until a part of the page is seen."""
        if self._area is not None:
            # What it has just shown makes it higher.
            QCoreApplication.sendPostedEvents(self.content, QEvent.Type.LayoutRequest)
            self._area.ensureWidgetVisible(part)

    def go_on(self, done: Callable[[], None]) -> None:
        """Check, do what the page is for, and call `done`; or tell what is wrong."""
        done()
