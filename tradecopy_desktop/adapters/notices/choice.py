"""Makes the couriers that the trader's settings ask for. Sends nothing."""

from tradecopy_desktop.adapters.notices.deadman import DeadMan
from tradecopy_desktop.adapters.notices.mail import Mail
from tradecopy_desktop.adapters.notices.webhook import Webhook
from tradecopy_desktop.domain.notices import NoticeRules
from tradecopy_desktop.guard_ports import Courier
from tradecopy_desktop.ports import SecretVault


def couriers_of(rules: NoticeRules, vault: SecretVault) -> tuple[Courier, ...]:
    """Return a courier for every way out that is set; the dead-man ping is none of them."""
    couriers: list[Courier] = []
    if rules.webhook is not None:
        couriers.append(Webhook(rules.webhook))
    if rules.mail is not None:
        couriers.append(Mail(rules.mail, vault))
    return tuple(couriers)


def dead_man_of(rules: NoticeRules) -> Courier | None:
    """Return who says that the program runs, None where nobody is to."""
    return None if rules.dead_man is None else DeadMan(rules.dead_man)
