"""Puts the Expert Advisors, and a terminal's key, where the terminal finds them. Shows no key."""

import sys

from tradecopy_desktop.adapters.keyring_vault import KeyringVault
from tradecopy_desktop.adapters.terminals.expert_sources import lay_out, lay_out_both, platform_of
from tradecopy_desktop.adapters.terminals.settings_files import mql_folder, write_key_file
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.cli.arguments import ExpertsChoice
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.ports import SecretVault


def lay_out_experts(choice: ExpertsChoice, vault: SecretVault | None = None) -> int:
    """Write what was asked for, say what was written, and return 0; raise TradeCopyError.

    `vault` None means the keyring of the system.
    """
    try:
        sources = bundled("ea")
    except FileNotFoundError as error:
        raise TradeCopyError(str(error)) from error
    if not choice.data_folder:
        count = lay_out_both(sources, choice.folder)
        _say(f"{count} files were written to MQL4 and MQL5 in {choice.folder}")
        _say("copy the folder of its platform into the data folder of each terminal")
        return 0
    platform = platform_of(choice.folder)
    # Before anything is written: a wrong account must not leave half of an installation.
    key = None if choice.account is None else _key_of(choice.account, vault or KeyringVault())
    count = lay_out(sources, choice.folder, platform)
    _say(f"{count} files were written to {choice.folder / mql_folder(platform)}")
    if key is not None:
        file = write_key_file(choice.folder, platform, port=choice.port, key=key)
        _say(f"the key of {choice.account} was written to {file}")
    _say("press F4 in the terminal, then F7 on the Expert Advisors in MetaEditor: INSTALL.md")
    return 0


def _key_of(account: AccountKey, vault: SecretVault) -> str:
    key = vault.get(account.secret_name)
    if key is None:
        raise TradeCopyError(
            f"no key of {account} is kept on this machine: add the account in TradeCopy Desktop"
        )
    return key


def _say(text: str) -> None:
    # A folder may have letters that a Windows code page lacks.
    shown = text.encode(sys.stdout.encoding or "utf-8", "backslashreplace")
    sys.stdout.write(shown.decode(sys.stdout.encoding or "utf-8") + "\n")
