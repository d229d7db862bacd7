"""What every vault promises, and what the keyring's one refuses."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked, PasswordDeleteError

from tradecopy_desktop.adapters.keyring_vault import KeyringVault
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.ports import SecretVault


class Ring(KeyringBackend):
    """A keyring of the system, as far as the program can tell."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.secrets: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("locked")
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.secrets.pop((service, username), None) is None:
            raise PasswordDeleteError("not found")


class PlainFile(Ring):
    """A keyring that writes plain text says so by its priority."""

    priority = 0.5  # type: ignore[assignment]


class Forgetful(Ring):
    """A keyring that says yes and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


@pytest.fixture
def ring() -> Iterator[Ring]:
    before = keyring.get_keyring()
    ring = Ring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture(params=["keyring", "memory"])
def vault(request: pytest.FixtureRequest, ring: Ring) -> SecretVault:
    return KeyringVault() if request.param == "keyring" else MemoryVault()


def test_secret_when_put_then_is_got(vault: SecretVault) -> None:
    vault.put("terminal 5012@Demo", "s3cret")

    assert vault.get("terminal 5012@Demo") == "s3cret"


def test_secret_when_put_again_then_is_replaced(vault: SecretVault) -> None:
    vault.put("one", "old")
    vault.put("one", "new")

    assert vault.get("one") == "new"


def test_secrets_when_names_differ_then_are_apart(vault: SecretVault) -> None:
    vault.put("one", "1")
    vault.put("two", "2")

    assert (vault.get("one"), vault.get("two")) == ("1", "2")


def test_secret_when_there_is_none_then_is_none(vault: SecretVault) -> None:
    assert vault.get("unknown") is None


def test_secret_when_dropped_then_is_gone(vault: SecretVault) -> None:
    vault.put("one", "1")

    vault.drop("one")

    assert vault.get("one") is None


def test_drop_when_there_is_none_then_nothing_happens(vault: SecretVault) -> None:
    vault.drop("unknown")

    assert vault.get("unknown") is None


@pytest.mark.parametrize("length", [0, 1_201])
def test_secret_when_of_a_wrong_length_then_is_refused(vault: SecretVault, length: int) -> None:
    with pytest.raises(TradeCopyError, match=f"1 to 1200 characters, 'one' had {length}"):
        vault.put("one", "x" * length)

    assert vault.get("one") is None


def test_secret_when_as_long_as_may_be_then_is_kept(vault: SecretVault) -> None:
    vault.put("one", "x" * 1_200)

    assert vault.get("one") == "x" * 1_200


def test_keyring_when_a_secret_is_put_then_holds_it_under_the_programs_name(ring: Ring) -> None:
    KeyringVault().put("one", "1")

    assert ring.secrets == {("TradeCopy Desktop", "one"): "1"}


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, PlainFile])
def test_keyring_when_there_is_none_for_secrets_then_nothing_is_kept(
    ring: Ring, backend: type[KeyringBackend]
) -> None:
    keyring.set_keyring(backend())
    vault = KeyringVault()

    with pytest.raises(TradeCopyError, match="no keyring was found"):
        vault.put("one", "1")
    with pytest.raises(TradeCopyError, match="no keyring was found"):
        vault.get("one")
    with pytest.raises(TradeCopyError, match="no keyring was found"):
        vault.drop("one")


def test_keyring_when_it_keeps_nothing_then_says_so(ring: Ring) -> None:
    keyring.set_keyring(Forgetful())

    with pytest.raises(TradeCopyError, match="did not keep 'one'"):
        KeyringVault().put("one", "1")


def test_keyring_when_locked_then_says_so(ring: Ring) -> None:
    ring.locked = True

    with pytest.raises(TradeCopyError, match="could not read 'one' from the keyring: unlock it"):
        KeyringVault().get("one")
