"""Leads the trader to where an alert is seen to. Decides nothing about it."""

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QStackedWidget

from tradecopy_desktop.app.places import Place
from tradecopy_desktop.app.views import AlertRaised
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.gui.pages import PAGE_OF


@runtime_checkable
class _Selects(Protocol):
    def select(self, account: AccountKey) -> None: ...


class _Window(Protocol):
    pages: QStackedWidget

    def come_forward(self) -> None: ...
    def show_page(self, number: int) -> None: ...


def lead(window: _Window, alert: AlertRaised | None) -> None:
    """Show the window, the page that an alert is about and there the account that it names.

    None, a message that is about nothing, only shows the window.
    """
    window.come_forward()
    if alert is None:
        return
    number = PAGE_OF[Place(alert.place)]
    window.show_page(number)
    page = window.pages.widget(number)
    if alert.account is not None and isinstance(page, _Selects):
        page.select(alert.account)
