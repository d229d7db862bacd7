"""Opens the forms about routes, and saves what they were answered with. Decides nothing."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import Health, RouteRow
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.route_sections import RouteSection, with_sections
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.copy_settings import CopySettingsDialog
from tradecopy_desktop.gui.dialogs.explain import ExplainDialog
from tradecopy_desktop.gui.dialogs.route_editor import Edited, RouteEditor
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.notices import Notices


class RouteEditing(QObject):
    """`added` carries the name of a new route. One editor a route is open at most."""

    added = Signal(str)

    def __init__(
        self, desk: Desk, tasks: Tasks, notices: Notices, appearance: Appearance, owner: QWidget
    ) -> None:
        super().__init__(owner)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._appearance = appearance
        self._owner = owner
        self.editors: dict[str | None, RouteEditor] = {}
        self.copying: CopySettingsDialog | None = None
        self.explaining: ExplainDialog | None = None

    def open_new(
        self, master: AccountKey | None = None, follower: AccountKey | None = None
    ) -> RouteEditor:
        """Open the editor of a new route, or bring the open one to the front."""
        return self._opened(None, Edited(master=master, follower=follower))

    def edit(self, route: str) -> RouteEditor | None:
        """Open the editor of a route, or bring the open one to the front; None if it is gone."""
        row = next((each for each in self._desk.routes() if each.id == route), None)
        try:
            settings = self._desk.settings_of(route)
        except TradeCopyError as e:
            self._notices.say(str(e), Health.BAD)
            return None
        return self._opened(route, Edited(route=row, settings=settings))

    def explain(self, row: RouteRow) -> ExplainDialog:
        """Show what every follower of a route's master would get of a trade."""
        if self.explaining is not None:
            self.explaining.reject()
        dialog = ExplainDialog(
            row.master_name, row.master, self._desk, self._appearance, self._owner.window()
        )
        dialog.finished.connect(self._on_explained)
        self.explaining = dialog
        _show(dialog)
        return dialog

    def copy_settings(self, row: RouteRow) -> CopySettingsDialog:
        """Ask which parts of a route's settings go to which other routes."""
        if self.copying is not None and not self.copying.is_busy:
            self.copying.reject()
        others = [each for each in self._desk.routes() if each.id != row.id]
        dialog = CopySettingsDialog(row, others, self._owner.window())
        dialog.chosen.connect(
            lambda sections, targets: self._copy(dialog, row.id, sections, targets)
        )
        dialog.finished.connect(lambda: self._on_copying_ended(dialog))
        self.copying = dialog
        _show(dialog)
        return dialog

    def ask_to_remove(self, row: RouteRow) -> None:
        """Ask whether a route shall go."""
        self._notices.ask(
            words.remove_route_ask(row.name),
            words.REMOVE_ROUTE_DETAIL,
            yes=(words.REMOVE_ROUTE_YES, lambda: self._remove(row)),
            danger=True,
        )

    def _opened(self, route: str | None, edited: Edited) -> RouteEditor:
        editor = self.editors.get(route)
        if editor is None:
            editor = RouteEditor(
                edited, self._desk, self._tasks, self._appearance, self._owner.window()
            )
            editor.added.connect(self.added)
            editor.saved.connect(self._on_saved)
            editor.finished.connect(lambda: self._on_closed(route))
            self.editors[route] = editor
        _show(editor)
        return editor

    def _on_closed(self, route: str | None) -> None:
        editor = self.editors.pop(route, None)
        if editor is not None:
            editor.delete_apart(*editor.parts)

    def _on_saved(self, name: str) -> None:
        self._notices.say(words.route_saved(name), Health.GOOD)

    def _on_explained(self) -> None:
        self.explaining = None

    def _on_copying_ended(self, dialog: CopySettingsDialog) -> None:
        if self.copying is dialog:
            self.copying = None

    def _copy(
        self,
        dialog: CopySettingsDialog,
        source: str,
        sections: Collection[RouteSection],
        targets: Sequence[str],
    ) -> None:
        dialog.set_busy(True)

        def finish(_: None) -> None:
            dialog.finish()
            self._notices.say(words.settings_copied(len(targets)), Health.GOOD)

        self._tasks.start(
            _copy_all(self._desk, source, sections, targets),
            name=words.COPY_SETTINGS,
            done=finish,
            refused=dialog.refuse,
        )

    def _remove(self, row: RouteRow) -> None:
        self._tasks.start(
            self._desk.remove_route(row.id),
            name=words.REMOVE_ROUTE,
            done=lambda _: self._notices.say(words.route_removed(row.name), Health.GOOD),
            refused=lambda why: self._notices.say(f"{row.name}: {why}", Health.BAD),
        )


def _show(dialog: QWidget) -> None:
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()


async def _copy_all(
    desk: Desk, source: str, sections: Collection[RouteSection], targets: Sequence[str]
) -> None:
    given = desk.settings_of(source)
    for target in targets:
        # Anything else may have been set meanwhile: only these parts are replaced.
        await desk.set_settings(target, with_sections(desk.settings_of(target), given, sections))
