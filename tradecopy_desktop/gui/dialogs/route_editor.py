"""Where a route is made and changed: five tabs, and what would be copied beside them.

It checks what is typed; whether a route is wise it cannot know.
"""

from dataclasses import dataclass, fields, replace

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.preview_views import ImaginedRoute
from tradecopy_desktop.app.views import RouteRow
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import SameLots
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.form import Field, FormDialog
from tradecopy_desktop.gui.dialogs.route_size import SizePart
from tradecopy_desktop.gui.dialogs.route_tabs import SIZE, RouteTabs
from tradecopy_desktop.gui.dialogs.size_choice import SizeChoice
from tradecopy_desktop.gui.dialogs.templates import TemplatesButton
from tradecopy_desktop.gui.dialogs.trade_inputs import MOST_OFFERED
from tradecopy_desktop.gui.growth import Growth
from tradecopy_desktop.gui.panels.route_preview import RoutePreview
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.card import label

NEW_ROUTE = RouteSettings(version=1, sizing=SameLots())
_SIZE = QSize(1_000, 640)
_LEAST = QSize(800, 420)
_BESIDE = 304
_FRAME = QSize(16, 48)
_ANY_WIDTH = 16_777_215
_CORNER = QRect(0, 0, 1, 1)


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
        self.tabs = RouteTabs(edited.settings, desk.accounts(), appearance, self.turns)
        self._preview = RoutePreview(desk, self._imagined, appearance)
        self.templates = TemplatesButton(desk, tasks, self._checked_settings)
        self.said = label("", "hint")
        self._beside = QWidget()
        self._lay_out()
        self._connect_signals()
        preview = self._preview
        steps = (*self.tabs.begin(SIZE).pieces, *preview.steps(), self._begin)
        self._growth = Growth(self._beside, steps)
        self.before(*self._growth.pieces, preview.ask, self._arrange)
        self.draw_apart(self.tabs, self._preview)

    def _lay_out(self) -> None:
        self.setMinimumSize(_LEAST)
        self.setMaximumWidth(_ANY_WIDTH)
        self._preview.setMinimumWidth(_BESIDE)
        line = QHBoxLayout(self._beside)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(self.tabs, 5)
        line.addWidget(self._preview, 3)
        self.buttons.insertWidget(0, self.templates)
        self.buttons.insertWidget(1, self.said)
        self.fields.addWidget(self.tabs.buttons, 0, Qt.AlignmentFlag.AlignLeft)
        self.fields.addWidget(self._beside, 1)

    def _connect_signals(self) -> None:
        self.tabs.listen_to_keys(self)
        self.tabs.changed.connect(self._preview.ask_soon)
        self.templates.filled.connect(self._on_template_filled)
        self.templates.said.connect(self.said.setText)
        self.templates.refused.connect(self.tell)
        self.accept_button.clicked.connect(self._on_accepted)

    def _begin(self) -> None:
        for box in (self.master, self.follower):
            box.currentIndexChanged.connect(lambda _: self._offer_symbols())
        route = self._edited.route
        if route is None:
            self.size_part.choose(self._edited.master, self._edited.follower)
        else:
            self.size_part.choose(route.master, route.follower)
            self.name.setText(route.name)
            self.size_part.fix_ends()
        self._offer_symbols()

    # The fields that every route has

    @property
    def size_part(self) -> SizePart:
        """The tab of accounts, name and size."""
        self._growth.finish()
        return self.tabs.size_part

    @property
    def preview(self) -> RoutePreview:
        """What would be copied of a trade."""
        self._growth.finish()
        return self._preview

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

    def settings(self) -> RouteSettings | None:
        """Return what is filled in, None while something is wrong."""
        return self.tabs.settings()

    def fit(self) -> None:
        """Keep the size that the trader gave the window; each tab scrolls by itself."""

    def _arrange(self) -> None:
        """Take no more room than the screen has, and give every field its place in it."""
        room = self.screen().availableGeometry().size() - _FRAME
        self.resize(_SIZE.boundedTo(room).expandedTo(_LEAST))
        # Drawn nowhere, it is laid out as if it were seen.
        self.grab(_CORNER)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What there is most of in it, each small enough to be deleted in one turn of the loop."""
        # The preview first: it asks the others.
        return self._preview, *self.tabs.areas

    # What is imagined beside the tabs

    def _imagined(self) -> ImaginedRoute | str:
        master, follower = self.size_part.ends
        if master is None or follower is None or master == follower:
            return words.PREVIEW_PICK
        settings = self.settings()
        if settings is None:
            return self.tabs.first_fault()
        return ImaginedRoute(master=master, follower=follower, settings=settings)

    def _offer_symbols(self) -> None:
        ours, theirs = (
            [each.name for each in self._desk.symbols_of(key)[:MOST_OFFERED]] if key else []
            for key in self.size_part.ends
        )
        self.tabs.offer_symbols(ours, theirs)
        self.preview.show_master(self.size_part.ends[0])

    # Templates

    def _checked_settings(self) -> RouteSettings | None:
        self.tell("")
        return None if self.tabs.tell_faults() else self.settings()

    def _on_template_filled(self, settings: RouteSettings) -> None:
        # What lots are worth is between two brokers, and a version is this route's own.
        own = replace(
            settings,
            version=self.tabs.base.version,
            literal_lots_confirmed=self.size_part.confirmed.is_ticked,
        )
        self.tabs.show_settings(own)

    # Saving

    def _on_accepted(self) -> None:
        self.tell("")
        if self.tabs.tell_faults(self._identity_checks()):
            return
        imagined = self._imagined()
        if isinstance(imagined, str):
            return
        self.set_busy(True)
        name, route = self.name.text().strip(), self._edited.route
        order = self._add(name, imagined) if route is None else self._save(route, name, imagined)
        self._tasks.start(
            order,
            name=self.accept_button.text(),
            done=self._on_stored,
            refused=self.refuse,
        )

    async def _add(self, name: str, new: ImaginedRoute) -> str:
        await self._desk.add_route(name, new.master, new.follower, new.settings)
        return name

    async def _save(self, route: RouteRow, name: str, edited: ImaginedRoute) -> str:
        if name != route.name:
            await self._desk.rename_route(route.id, name)
        before, after = self._edited.settings, edited.settings
        changed = {
            each.name: getattr(after, each.name)
            for each in fields(RouteSettings)
            if getattr(after, each.name) != getattr(before, each.name)
        }
        if changed:
            # Arming may have set something meanwhile: only what was edited is replaced.
            present = self._desk.settings_of(route.id)
            await self._desk.set_settings(route.id, replace(present, **changed))
        return name

    def _on_stored(self, name: str) -> None:
        self.finish()
        (self.added if self._edited.route is None else self.saved).emit(name)

    def _identity_checks(self) -> list[tuple[Field, str]]:
        part = self.size_part
        master, follower = part.ends
        return [
            (part.master_field, "" if master else words.NEED_MASTER),
            (part.follower_field, self._fault_of_follower(master, follower)),
            (part.name_field, self._fault_of_name()),
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
