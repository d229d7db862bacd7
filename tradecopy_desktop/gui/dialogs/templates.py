"""A button with the templates of routes: fill one in, keep one, forget one. Saves no route."""

from collections.abc import Callable, Coroutine, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from tradecopy_desktop.app.desk_routes import DeskRoutes
from tradecopy_desktop.domain.route_templates import RouteTemplate, template_of
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field, FormDialog, first_wrong
from tradecopy_desktop.gui.tasks import Tasks

_LONGEST = 80


class SaveTemplateDialog(FormDialog):
    """A name. `chosen` carries it; whoever takes it closes."""

    chosen = Signal(str)

    def __init__(self, taken: frozenset[str], parent: QWidget) -> None:
        super().__init__(words.SAVE_TEMPLATE, words.SAVE_TEMPLATE_INTRO, words.SAVE, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._taken = taken
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST)
        self.name_field = Field(words.TEMPLATE_NAME, self.name, words.TEMPLATE_NAME_HINT)
        self.name_field.add_to(self.fields)
        self.name.textChanged.connect(self._on_typed)
        self.accept_button.clicked.connect(self._on_accepted)

    def _on_typed(self) -> None:
        name = self.name.text().strip()
        replaces = words.template_replaces(name) if name in self._taken else ""
        self.name_field.set_hint(replaces or words.TEMPLATE_NAME_HINT)

    def _on_accepted(self) -> None:
        self.tell("")
        name = self.name.text().strip()
        if not first_wrong([(self.name_field, "" if name else words.NEED_NAME)]):
            self.chosen.emit(name)


class TemplatesButton(QPushButton):
    """`filled` carries the settings of a template, `said` a sentence, `refused` a fault."""

    filled = Signal(object)
    said = Signal(str)
    refused = Signal(str)

    def __init__(
        self, desk: DeskRoutes, tasks: Tasks, settings: Callable[[], RouteSettings | None]
    ) -> None:
        super().__init__(words.TEMPLATES_OF_ROUTES)
        self.setAutoDefault(False)
        self.setToolTip(words.TEMPLATES_TIP)
        self._desk = desk
        self._tasks = tasks
        self._settings = settings
        self._templates: dict[str, RouteTemplate] = {}
        self.saving: SaveTemplateDialog | None = None
        self.menu_of_templates = QMenu(self)
        self.setMenu(self.menu_of_templates)
        self._fill(())
        self.read()

    def read(self) -> None:
        """Read the templates anew; before the program runs there are none."""
        if self._tasks.can_start:
            self._tasks.start(
                self._desk.route_templates(),
                name=words.TEMPLATES_OF_ROUTES,
                done=self._fill,
                refused=self.refused.emit,
                owner=self,
            )

    def fill_in(self, name: str) -> None:
        """Hand over the settings of a template."""
        self.filled.emit(self._templates[name].settings)
        self.said.emit(words.template_shown(name))

    def ask_for_name(self) -> SaveTemplateDialog | None:
        """Ask under which name to keep what is filled in; None while something is wrong."""
        settings = self._settings()
        if settings is None:
            return None
        dialog = SaveTemplateDialog(frozenset(self._templates), self.window())
        dialog.chosen.connect(lambda name: self._keep(template_of(name, settings), dialog))
        dialog.finished.connect(self._on_saving_ended)
        self.saving = dialog
        dialog.show()
        return dialog

    def forget(self, name: str) -> None:
        """Forget a template."""
        self._change(
            self._desk.drop_route_template(name), words.template_forgotten(name), self.refused.emit
        )

    def _keep(self, template: RouteTemplate, dialog: SaveTemplateDialog) -> None:
        dialog.set_busy(True)
        said = words.template_saved(template.name)
        self._change(
            self._desk.save_route_template(template), said, dialog.refuse, done=dialog.finish
        )

    def _change(
        self,
        order: Coroutine[object, object, None],
        said: str,
        refuse: Callable[[str], None],
        *,
        done: Callable[[], None] = lambda: None,
    ) -> None:
        def finish(_: None) -> None:
            done()
            self.said.emit(said)
            self.read()

        self._tasks.start(
            order,
            name=words.TEMPLATES_OF_ROUTES,
            done=finish,
            refused=refuse,
            owner=self,
        )

    def _fill(self, templates: Sequence[RouteTemplate]) -> None:
        self._templates = {each.name: each for each in templates}
        menu = self.menu_of_templates
        menu.clear()
        for name in self._templates:
            menu.addAction(name).triggered.connect(lambda _, name=name: self.fill_in(name))
        if not self._templates:
            menu.addAction(words.NO_TEMPLATES).setEnabled(False)
        menu.addSeparator()
        menu.addAction(words.SAVE_TEMPLATE).triggered.connect(lambda _: self.ask_for_name())
        forget = menu.addMenu(words.FORGET_TEMPLATE)
        forget.setEnabled(bool(self._templates))
        for name in self._templates:
            forget.addAction(name).triggered.connect(lambda _, name=name: self.forget(name))

    def _on_saving_ended(self) -> None:
        self.saving = None
