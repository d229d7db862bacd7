"""Where alarms go, as long as the process lives. For fast tests and the demo; never on a disk."""

from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.notices import NoticeRules
from tradecopy_desktop.guard_ports import StoredNotices
from tradecopy_desktop.ports import SecretVault


class MemoryNoticeSettings:
    """What the trader set; the mail's password is in the vault, where couriers look for it."""

    def __init__(self, vault: SecretVault) -> None:
        self._vault = vault
        self._rules = NoticeRules()

    def load(self) -> StoredNotices:
        """Return what the trader set."""
        return StoredNotices(rules=self._rules)

    def save(self, rules: NoticeRules, *, password: str | None = None) -> None:
        """Replace what the trader set, and the mail's password unless it is None."""
        if rules.mail is not None and rules.mail.user:
            if password is not None:
                self._vault.put(rules.mail.secret_name, password)
            elif self._vault.get(rules.mail.secret_name) is None:
                raise TradeCopyError(f"enter the password of {rules.mail.user} for e-mail")
        before, self._rules = self._rules.mail, rules
        after = None if rules.mail is None else rules.mail.secret_name
        if before is not None and before.secret_name != after:
            self._vault.drop(before.secret_name)
