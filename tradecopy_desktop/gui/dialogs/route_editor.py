"""Where a route is made and changed: five tabs, and what would be copied beside them.

It checks what is typed; whether a route is wise it cannot know.
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.preview_views import ImaginedRoute
from tradecopy_desktop.app.views import RouteRow
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import SameLots
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.form import Field, FormDialog
from tradecopy_desktop.gui.dialogs.route_filters import FiltersPart
from tradecopy_desktop.gui.dialogs.route_orders import OrdersPart
from tradecopy_desktop.gui.dialogs.route_part import RoutePart, tell
from tradecopy_desktop.gui.dialogs.route_recovery_part import RouteRecoveryPart
from tradecopy_desktop.gui.dialogs.route_size import SizePart
from tradecopy_desktop.gui.dialogs.route_symbols import SymbolsPart
from tradecopy_desktop.gui.dialogs.size_choice import SizeChoice
from tradecopy_desktop.gui.dialogs.templates import TemplatesButton
from tradecopy_desktop.gui.dialogs.trade_inputs import MOST_OFFERED
from tradecopy_desktop.gui.panels.route_preview import RoutePreview
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.segments import Segments

NEW_ROUTE = RouteSettings(version=1, sizing=SameLots())
_SIZE = QSize(1_000, 640)
_LEAST = QSize(800, 420)
_BESIDE = 304
_FRAME = QSize(16, 48)
_ANY_WIDTH = 16_777_215


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What is edited: a route with its settings, or None and the accounts to begin with."""

    route: RouteRow | None = None
    settings: RouteSettings = NEW_ROUTE
    master: AccountKey | None = None
    follower: AccountKey | None = None


class RouteEditor(FormDialog):
    """`added` and `saved` carry the route's name once it is stored."""

    added = Signal(str)
    saved = Signal(str)

    def __init__(
        self, edited: Edited, desk: Desk, tasks: Tasks, appearance: Appearance, parent: QWidget
    ) -> None:
        route = edited.route
        title = words.edit_title(route.name) if route else words.ADD_ROUTE
        intro = words.EDIT_INTRO if route else words.ROUTE_INTRO
        accept = words.SAVE if route else words.ADD_ROUTE
        super().__init__(title, intro, accept, parent, width=_SIZE.width())
        self._edited = edited
        self._desk = desk
        self._tasks = tasks
        self._base = edited.settings
        formats = appearance.formats
        self.size_part = SizePart(desk.accounts(), formats)
        self.filters = FiltersPart(formats)
        self.orders = OrdersPart(formats)
        self.symbols = SymbolsPart(formats)
        self.recovery = RouteRecoveryPart(edited.settings, formats)
        self._parts: tuple[RoutePart, ...] = (
            self.size_part,
            self.filters,
            self.orders,
            self.symbols,
            self.recovery,
        )
        self.tabs = Segments([(name, words.TAB_TIP) for name in _tab_names()], appearance)
        self.preview = RoutePreview(desk, self._imagined, appearance)
        self.templates = TemplatesButton(desk, tasks, self._checked_settings)
        self._lay_out()
        self._connect_signals()
        self.show_settings(edited.settings)
        self._begin(edited)
        self.show_tab(0)

    def _lay_out(self) -> None:
        self.setMinimumSize(_LEAST)
        self.setMaximumWidth(_ANY_WIDTH)
        self.stack = QStackedWidget()
        for part in self._parts:
            self.stack.addWidget(_scrolling(part))
        self.preview.setMinimumWidth(_BESIDE)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.stack, 5)
        line.addWidget(self.preview, 3)
        self.said = label("", "hint")
        self.buttons.insertWidget(0, self.templates)
        self.buttons.insertWidget(1, self.said)
        self.fields.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        self.fields.addLayout(line, 1)

    def _connect_signals(self) -> None:
        self.tabs.chosen.connect(self.show_tab)
        for part in self._parts:
            part.changed.connect(self._on_changed)
        for box in (self.master, self.follower):
            box.currentIndexChanged.connect(lambda _: self._show_names())
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(
                lambda step=step: self.show_tab((self.stack.currentIndex() + step) % 5)
            )
        self.templates.filled.connect(self._on_template_filled)
        self.templates.said.connect(self.said.setText)
        self.templates.refused.connect(self.tell)
        self.accept_button.clicked.connect(self._on_accepted)

    def _begin(self, edited: Edited) -> None:
        route = edited.route
        if route is None:
            self.size_part.choose(edited.master, edited.follower)
        else:
            self.size_part.choose(route.master, route.follower)
            self.size_part.name.setText(route.name)
            self.size_part.fix_ends()
        self._show_names()

    # The fields that every route has

    @property
    def master(self) -> QComboBox:
        """Who is copied."""
        return self.size_part.master

    @property
    def follower(self) -> QComboBox:
        """Who copies."""
        return self.size_part.follower

    @property
    def name(self) -> QLineEdit:
        """The route's name."""
        return self.size_part.name

    @property
    def sizing(self) -> SizeChoice:
        """How large."""
        return self.size_part.sizing

    def show_tab(self, number: int) -> None:
        """Bring a tab to the front."""
        self.tabs.choose(number)
        self.stack.setCurrentIndex(number)

    def show_settings(self, settings: RouteSettings) -> None:
        """Write settings into all tabs."""
        self._base = settings
        for part in self._parts:
            part.show_settings(settings)

    def settings(self) -> RouteSettings | None:
        """Return what is filled in, None while something is wrong."""
        if any(fault for part in self._parts for _, fault in part.checks()):
            return None
        settings = self._base
        for part in self._parts:
            settings = part.applied_to(settings)
        return settings

    def _checked_settings(self) -> RouteSettings | None:
        """Return what is filled in; what is wrong is told at its field."""
        self.tell("")
        return None if self._tell_faults([]) else self.settings()

    def _on_template_filled(self, settings: RouteSettings) -> None:
        # What lots are worth is between two brokers, and a version is this route's own.
        own = replace(
            settings,
            version=self._base.version,
            literal_lots_confirmed=self.size_part.confirmed.is_ticked,
        )
        self.show_settings(own)

    def _imagined(self) -> ImaginedRoute | str:
        """Return the route as it is filled in, or what is missing or wrong."""
        master, follower = self.size_part.ends
        if master is None or follower is None or master == follower:
            return words.PREVIEW_PICK
        for name, part in zip(_tab_names(), self._parts, strict=True):
            fault = next((fault for _, fault in part.checks() if fault), "")
            if fault:
                return words.mend_first(name, fault)
        settings = self.settings()
        if settings is None:
            return words.PREVIEW_PICK
        return ImaginedRoute(master=master, follower=follower, settings=settings)

    def _on_changed(self) -> None:
        self.preview.ask_soon()

    def _show_names(self) -> None:
        master, follower = self.size_part.ends
        names = [
            [each.name for each in self._desk.symbols_of(key)[:MOST_OFFERED]] if key else []
            for key in (master, follower)
        ]
        self.symbols.set_names(*names)
        self.preview.show_master(master)

    def _on_accepted(self) -> None:
        self.tell("")
        if self._tell_faults(self._identity_checks()):
            return
        settings, (master, follower) = self.settings(), self.size_part.ends
        if settings is None or master is None or follower is None:
            return
        self.set_busy(True)
        name, route = self.name.text().strip(), self._edited.route
        if route is None:
            order = self._add(
                name, ImaginedRoute(master=master, follower=follower, settings=settings)
            )
        else:
            order = self._save(route, name, settings)
        self._tasks.start(
            order,
            name=self.accept_button.text(),
            done=self._on_stored,
            refused=self.refuse,
        )

    async def _add(self, name: str, route: ImaginedRoute) -> str:
        await self._desk.add_route(name, route.master, route.follower, route.settings)
        return name

    async def _save(self, route: RouteRow, name: str, settings: RouteSettings) -> str:
        if name != route.name:
            await self._desk.rename_route(route.id, name)
        # The version is the program's affair: what was set meanwhile is replaced as it is shown.
        if settings != self._edited.settings:
            await self._desk.set_settings(route.id, settings)
        return name

    def _on_stored(self, name: str) -> None:
        self.finish()
        (self.added if self._edited.route is None else self.saved).emit(name)

    def _tell_faults(self, identity: list[tuple[Field, str]]) -> bool:
        """Tell every field what is wrong, mark its tab, and go to the first one."""
        checks = [part.checks() for part in self._parts]
        checks[0] = [*identity, *checks[0]]
        first: tuple[int, Field] | None = None
        for number, each in enumerate(checks):
            tell(each)
            wrong = [field for field, fault in each if fault]
            self._mark_tab(number, wrong=bool(wrong))
            if wrong and first is None:
                first = (number, wrong[0])
        if first is not None:
            self.show_tab(first[0])
            first[1].widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return first is not None

    def _mark_tab(self, number: int, *, wrong: bool) -> None:
        name = _tab_names()[number]
        button = self.tabs.button(number)
        button.setText(words.marked_tab(name) if wrong else name)
        button.setAccessibleName(words.tab_fault(name) if wrong else name)

    def _identity_checks(self) -> list[tuple[Field, str]]:
        master, follower = self.size_part.ends
        return [
            (self.size_part.master_field, "" if master else words.NEED_MASTER),
            (self.size_part.follower_field, self._fault_of_follower(master, follower)),
            (self.size_part.name_field, self._fault_of_name()),
        ]

    def _fault_of_follower(self, master: AccountKey | None, follower: AccountKey | None) -> str:
        if follower is None:
            return words.NEED_FOLLOWER
        if follower == master:
            return words.NEED_OTHER_FOLLOWER
        if self._edited.route is not None:
            return ""
        pairs = {(row.master, row.follower) for row in self._desk.routes()}
        return words.NEED_OTHER_ROUTE if (master, follower) in pairs else ""

    def _fault_of_name(self) -> str:
        name, route = self.name.text().strip(), self._edited.route
        if not name:
            return words.NEED_NAME
        own = route.id if route else ""
        taken = {row.name for row in self._desk.routes() if row.id != own}
        return words.NEED_OTHER_NAME if name in taken else ""

    def fit(self) -> None:
        """Keep the size that the trader gave the window; each tab scrolls by itself."""

    def showEvent(self, event: QShowEvent) -> None:
        """Take no more room than the screen has."""
        room = self.screen().availableGeometry().size() - _FRAME
        self.resize(_SIZE.boundedTo(room).expandedTo(_LEAST))
        super().showEvent(event)


def _tab_names() -> tuple[str, ...]:
    return (
        words.TAB_SIZE,
        words.TAB_FILTERS,
        words.TAB_ORDERS,
        words.TAB_SYMBOLS,
        words.TAB_RECOVERY,
    )


def _scrolling(part: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(part)
    area.viewport().setAutoFillBackground(False)
    part.setAutoFillBackground(False)
    return area
