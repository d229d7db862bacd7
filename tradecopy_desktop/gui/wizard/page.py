"""What every page of the first steps has: a title, an introduction, and a way on. Knows no step."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.theme import dress
from tradecopy_desktop.gui.turns import Piece, Turns, drawn_between
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.scrolling import scrolling
from tradecopy_desktop.gui.widgets.seen import set_seen
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
    """One page. `changed`: its way on is another now; `told`: a sentence for below the page.

    It comes in turns of the loop, part by part; with `arrived` it is whole.
    """

    changed = Signal()
    told = Signal(str)
    arrived = Signal()

    def __init__(self, title: str, intro: str, *, scrolls: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.turns = Turns(self)
        self._is_here = self._has_frame = False
        self._held_back: list[QWidget] = []
        self._undressed: list[QWidget] = []
        self.title = label(title, "title")
        self.introduction = label(intro, "hint")
        self.introduction.setWordWrap(True)
        self.content = QWidget()
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.title)
        layout.addWidget(self.introduction)
        self._area = scrolling(self.content) if scrolls else None
        if self._area is not None:
            self._undressed.append(self._area.verticalScrollBar())
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

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing of it waits to be made."""
        return not self.turns.is_waiting

    def dress_frame(self) -> None:
        """Dress what is there before the parts: each part is dressed by itself."""
        if not self._has_frame:
            self._has_frame = True
            dress(self.title)
            dress(self.introduction)

    def hold_back(self, *parts: QWidget) -> None:
        """Show these when the page comes, each in a turn of its own."""
        for part in parts:
            set_seen(part, seen=False)
        self._held_back += parts

    def dress_later(self, *parts: QWidget) -> None:
        """Dress these when the page comes, each in a turn of its own."""
        self._undressed += parts

    def come(self) -> None:
        """Come to the screen, part by part; what is no longer right is not seen again."""
        # What was left to come when the page was left belongs to the parts that were there then.
        self.turns.finish()
        self._is_here = True
        undressed, self._undressed = self._undressed, []
        held_back, self._held_back = self._held_back, []
        fixed: list[Piece] = [partial(dress, part) for part in undressed]
        fixed += [partial(bring, part) for part in held_back]
        self.turns.add(drawn_between((*fixed, *self.parts(), self._arrive)))

    def go(self) -> None:
        """Leave the screen; what still comes comes unseen."""
        self._is_here = False
        self.leave()

    def parts(self) -> Iterable[Piece]:
        """Put away what is no longer right; return what makes the rest, one a turn of the loop."""
        return ()

    def enter(self) -> None:
        """Begin to show what there is: the page is whole, and on the screen."""

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

    def _arrive(self) -> None:
        # It may have been left meanwhile.
        if self._is_here:
            self.enter()
            self.arrived.emit()


def one_by_one(makers: Iterable[Callable[[], QWidget]]) -> Iterable[Piece]:
    """Return what makes parts that hold a place unseen, and in a turn after it brings each."""
    for maker in makers:
        made: list[QWidget] = []
        yield partial(_keep, made, maker)
        yield partial(_bring_kept, made)


def _keep(made: list[QWidget], maker: Callable[[], QWidget]) -> None:
    made.append(maker())


def _bring_kept(made: list[QWidget]) -> None:
    bring(made[0])


def bring(part: QWidget) -> None:
    """Dress a part that has its place, and show it: both in one turn, copies pass before it."""
    dress(part)
    set_seen(part, seen=True)
