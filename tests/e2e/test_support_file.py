"""A file for support has what helps, and no secret in any spelling."""

import logging
import os
import zipfile
from base64 import b64encode, urlsafe_b64encode
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.e2e.order_scene import MASTER, MT4, Follows, install
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.adapters.own.log_file import logging_to_file
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.bootstrap import Running, Setup, running
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.notices import (
    DeadManSettings,
    MailSettings,
    NoticeRules,
    Security,
    WebhookSettings,
)

MARK = "Xq7Marker"
PASSWORD = f"{MARK}-p w&d"
RULES = NoticeRules(
    webhook=WebhookSettings(url=f"https://hooks.example.com/in/{MARK}A?token={MARK}B"),
    dead_man=DeadManSettings(url=f"https://ping.example.com/{MARK}C"),
    mail=MailSettings(
        host="mail.example.com",
        port=465,
        security=Security.TLS,
        user=f"{MARK}user",
        sender=f"{MARK}.from@example.com",
        recipients=(f"{MARK}.to@example.com", f"second.{MARK}@example.org"),
    ),
)
NEW = AccountKey(login="77123456", server="Oakridge-Demo")


def _spellings(text: str) -> set[bytes]:
    plain = text.encode()
    found = {plain, plain.lower(), plain.upper(), quote(text, safe="").encode()}
    found |= {plain.hex().encode(), plain.hex().upper().encode()}
    for encode in (b64encode, urlsafe_b64encode):
        for before in (b"", b"a", b"ab"):
            # The letters that hang on the text alone, wherever it begins.
            letters = encode(before + plain)
            found.add(letters[len(before) + 1 : len(letters) - 4])
    return found


async def _reveal(now: Running, vault: MemoryVault, key: str) -> None:
    """Put every secret where a file for support looks for its texts."""
    await now.program.set_notices(RULES, password=PASSWORD)
    secrets = [key, PASSWORD, RULES.webhook.url if RULES.webhook else "", *vault_values(vault)]
    log = logging.getLogger("tradecopy_desktop.test")
    for secret in secrets:
        for spelling in (secret, b64encode(secret.encode()).decode(), secret.encode().hex()):
            log.info("it said %s", spelling)
            now.board.alert(key=spelling, health=Health.WARNING, title="It said", text=spelling)
    mail = RULES.mail
    assert mail is not None
    log.info("from %s to %s by %s", mail.sender, mail.recipients, mail.user)
    log.info("account %s and login %s", NEW, MASTER.login)


def vault_values(vault: MemoryVault) -> list[str]:
    """Return every secret that is kept."""
    return list(vault._secrets.values())


async def test_file_when_every_secret_was_told_somewhere_then_none_is_in_it(
    tmp_path: Path,
) -> None:
    vault = MemoryVault()
    setup = Setup(
        data_dir=tmp_path / "data",
        port=0,
        vault=vault,
        # As a demo it sends nothing to the addresses.
        demo=True,
        install=lambda settings, _: install(settings, MASTER, [Follows(account=MT4)]),
    )
    file = tmp_path / "out" / "support.zip"
    with logging_to_file(setup.data_dir):
        async with running(setup) as now:
            key = await now.program.add_account("Gold", NEW, frozenset({Role.EXECUTOR}))
            await _reveal(now, vault, key)
            kept = vault_values(vault)
            parts = await now.program.support_parts()
            await now.program.save_support(file, parts)

    with zipfile.ZipFile(file) as packed:
        texts = {name: packed.read(name) for name in packed.namelist()}
    everything = b"\n".join((file.read_bytes(), *texts.values(), *(n.encode() for n in texts)))
    assert list(texts) == [
        "about.txt",
        "settings.txt",
        "accounts.txt",
        "routes.txt",
        "alerts.txt",
        "trade-log.txt",
        "lag.txt",
        "database.txt",
        "program-log.txt",
    ]
    # The terminal's key, the mail's password, the webhook's address and the sign of life's.
    assert len(kept) == 4
    spellings = set.union(*(_spellings(each) for each in (MARK, *kept)))
    assert [each for each in spellings if each in everything] == []
    assert b"77123456" not in everything
    assert b"Gold: \xe2\x80\xa6456@Oakridge-Demo" in texts["accounts.txt"]
    assert b"it said <removed>" in texts["program-log.txt"]
    assert b"integrity: ok" in texts["database.txt"]
    assert b"webhook: True" in texts["settings.txt"]
    # The key, the password and the webhook's address, then all four that are kept, in 3 spellings.
    assert texts["alerts.txt"].count(b"It said: <removed>\n") == 21


async def test_file_when_it_cannot_be_written_then_the_reason_is_told_and_no_half_is_left(
    tmp_path: Path,
) -> None:
    setup = Setup(data_dir=tmp_path / "data", port=0, vault=MemoryVault())
    folder = tmp_path / "support.zip"
    folder.mkdir()

    async with running(setup) as now:
        parts = await now.program.support_parts()
        with pytest.raises(TradeCopyError, match=r"support\.zip could not be written"):
            await now.program.save_support(folder, parts)

    assert sorted(os.listdir(tmp_path)) == ["data", "support.zip"]  # noqa: PTH208


async def test_own_settings_when_saved_in_the_running_program_then_the_file_has_them(
    tmp_path: Path,
) -> None:
    setup = Setup(data_dir=tmp_path, port=0, vault=MemoryVault(), unread="config.toml is odd")

    async with running(setup) as now:
        before = await now.program.own_state()
        settings = before.settings.__class__(port=8181, log_days=700, raw_days=45)
        await now.program.set_program_settings(settings)
        after = await now.program.own_state()
        titles = [alert.title for alert in now.program.alerts()]

    assert before.port == after.port != 0
    assert (before.settings.port, after.settings.port) == (8080, 8181)
    assert after.data_folder == tmp_path
    assert "port = 8181\n" in (tmp_path / "config.toml").read_text(encoding="utf-8")
    assert titles == ["The program's own settings were not read"]
