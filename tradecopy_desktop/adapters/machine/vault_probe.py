"""Tries whether secrets can be kept. Leaves none behind, and touches no other one."""

from typing import Final

from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.ports import SecretVault

NAME: Final = "check-up"
LENGTH: Final = 1_200


def vault_fault(vault: SecretVault) -> str:
    """Return what is wrong with keeping secrets, "" for nothing."""
    secret = "0123456789" * (LENGTH // 10)
    try:
        try:
            vault.put(NAME, secret)
            kept = vault.get(NAME)
        finally:
            vault.drop(NAME)
        left = vault.get(NAME)
    except TradeCopyError as error:
        return str(error)
    if kept != secret:
        return "the keyring gave back something else than it was given: unlock it"
    return "" if left is None else "the keyring did not remove an entry when it was told to"
