"""What every store of where alarms go promises; secrets are in the vault and nowhere else."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.adapters.notices.choice import couriers_of, dead_man_of
from tradecopy_desktop.adapters.storage.memory_notices import MemoryNoticeSettings
from tradecopy_desktop.adapters.storage.notices_store import SqlNoticeSettings
from tradecopy_desktop.adapters.storage.open_database import open_database, writing
from tradecopy_desktop.adapters.storage.tables import notice_settings
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.notices import (
    DeadManSettings,
    MailSettings,
    NoticeRules,
    QuietHours,
    Security,
    WebhookSettings,
)
from tradecopy_desktop.guard_ports import NoticeSettings, StoredNotices

MAIL = MailSettings(
    host="mail.example.com",
    port=465,
    security=Security.TLS,
    user="copier",
    sender="copier@example.com",
    recipients=("trader@example.com", "partner@example.com"),
)
RULES = NoticeRules(
    webhook=WebhookSettings(url="http://10.0.0.1/in/h00ksecret", allow_plain=True),
    mail=MAIL,
    dead_man=DeadManSettings(url="https://ping.example.com/p1ngsecret", every_s=120),
    quiet=QuietHours(begins=1_320, ends=420, zone="Europe/Prague"),
)
Reopen = Callable[[], NoticeSettings]


@pytest.fixture
def vault() -> MemoryVault:
    return MemoryVault()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(tmp_path / "settings.db", busy_ms=10)
    yield engine
    engine.dispose()


@pytest.fixture(params=["database", "memory"])
def reopen(request: pytest.FixtureRequest, engine: Engine, vault: MemoryVault) -> Reopen:
    """Return how to get at what is stored, as a program does that starts."""
    if request.param == "memory":
        kept = MemoryNoticeSettings(vault)
        return lambda: kept
    return lambda: SqlNoticeSettings(engine, vault)


def test_rules_when_new_then_send_nothing_anywhere(reopen: Reopen) -> None:
    assert reopen().load() == StoredNotices(rules=NoticeRules(), unreadable=())


def test_rules_when_saved_then_all_of_them_are_found(reopen: Reopen) -> None:
    reopen().save(RULES, password="m41lsecret")

    assert reopen().load() == StoredNotices(rules=RULES, unreadable=())


def test_rules_when_saved_again_then_are_replaced(reopen: Reopen) -> None:
    fewer = NoticeRules(webhook=WebhookSettings(url="https://other.example.com/in"))
    reopen().save(RULES, password="m41lsecret")

    reopen().save(fewer)

    assert reopen().load().rules == fewer


def test_password_when_saved_then_stays_until_another_is_given(
    reopen: Reopen, vault: MemoryVault
) -> None:
    reopen().save(RULES, password="m41lsecret")
    reopen().save(replace(RULES, quiet=None))
    kept = vault.get("mail copier at mail.example.com")

    reopen().save(RULES, password="newer")

    assert (kept, vault.get("mail copier at mail.example.com")) == ("m41lsecret", "newer")


def test_password_when_the_server_changes_then_is_asked_for_and_the_old_one_dropped(
    reopen: Reopen, vault: MemoryVault
) -> None:
    moved = NoticeRules(mail=replace(MAIL, host="other.example.com"))
    reopen().save(NoticeRules(mail=MAIL), password="m41lsecret")

    with pytest.raises(TradeCopyError, match="enter the password of copier for e-mail"):
        reopen().save(moved)
    assert reopen().load().rules.mail == MAIL
    reopen().save(moved, password="another")

    assert vault.get("mail copier at mail.example.com") is None
    assert vault.get("mail copier at other.example.com") == "another"


def test_mail_when_it_needs_no_login_then_needs_no_password(reopen: Reopen) -> None:
    open_to_all = NoticeRules(mail=replace(MAIL, user=""))

    reopen().save(open_to_all)

    assert reopen().load().rules == open_to_all


def test_secrets_when_saved_then_no_file_holds_one(
    engine: Engine, vault: MemoryVault, tmp_path: Path
) -> None:
    SqlNoticeSettings(engine, vault).save(RULES, password="m41lsecret")

    found = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"mail.example.com" in found
    for secret in (b"h00ksecret", b"p1ngsecret", b"m41lsecret"):
        assert secret not in found


def test_secrets_when_nothing_needs_them_any_more_then_are_dropped(
    engine: Engine, vault: MemoryVault
) -> None:
    store = SqlNoticeSettings(engine, vault)
    store.save(RULES, password="m41lsecret")

    store.save(NoticeRules())

    names = ("webhook address", "dead-man address", "mail copier at mail.example.com")
    assert [vault.get(name) for name in names] == [None, None, None]


def test_rules_when_a_part_cannot_be_used_then_the_others_can_and_it_is_said(
    engine: Engine, vault: MemoryVault
) -> None:
    store = SqlNoticeSettings(engine, vault)
    store.save(RULES, password="m41lsecret")
    vault.drop("webhook address")
    vault.put("dead-man address", "http://example.com/p1ngsecret")
    with writing(engine) as connection:
        quiet = notice_settings.update().where(notice_settings.c.part == "quiet")
        connection.execute(quiet.values(body='{"begins":1,"ends":2,"zone":"UTC","days":3}'))

    stored = store.load()

    assert stored.rules == NoticeRules(mail=MAIL)
    assert stored.unreadable == (
        "the stored webhook cannot be used: its address is not in the keyring any more, enter it "
        "again",
        "the stored dead-man ping cannot be used: the dead-man address must begin with https://, "
        "so that nobody on the way can read what is sent",
        "the stored quiet hours cannot be used: Object contains unknown field `days`",
    )


def test_rules_when_the_database_is_locked_then_say_that_they_were_not_saved(
    engine: Engine, vault: MemoryVault
) -> None:
    store = SqlNoticeSettings(engine, vault)
    with writing(engine), pytest.raises(TradeCopyError, match="where alarms go was not saved, ano"):
        store.save(RULES, password="m41lsecret")


def test_couriers_when_chosen_then_are_those_that_are_set_up(vault: MemoryVault) -> None:
    assert [each.name for each in couriers_of(RULES, vault)] == ["webhook", "e-mail"]
    assert couriers_of(NoticeRules(), vault) == ()
    dead_man = dead_man_of(RULES)
    assert dead_man is not None
    assert dead_man.name == "dead-man ping"
    assert dead_man_of(NoticeRules()) is None
