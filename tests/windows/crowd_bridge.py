"""The program with its window and many accounts, of which only some are copied to. For crowd.py."""

import argparse
import sys
from pathlib import Path

from tests.benchmarks import frames
from tests.benchmarks.bridge import install, serve_until_told
from tradecopy_desktop.adapters.keys import hash_key
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.bootstrap import Setup, run_window
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.pace import WIDE_PACE
from tradecopy_desktop.ports import AccountRecord, SecretVault, Settings


def main() -> int:
    """Serve until the standard input ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--terminals", type=int, required=True)
    parser.add_argument("--followers", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()

    def set_up(settings: Settings, _: SecretVault) -> None:
        install(settings, given.followers)
        for place in range(given.followers, given.terminals - 1):
            settings.save_account(_idle(frames.follower_login(place)))

    setup = Setup(data_dir=given.data, port=0, vault=MemoryVault(), install=set_up, pace=WIDE_PACE)
    return run_window(setup, lambda now, _: serve_until_told(now))


def _idle(login: str) -> AccountRecord:
    key = AccountKey(login=login, server=frames.SERVER)
    return AccountRecord(
        key=key,
        name=f"Idle {login}",
        roles=frozenset({Role.EXECUTOR}),
        key_hash=hash_key(frames.key_of(login)),
        secret_name=f"terminal {key}",
    )


if __name__ == "__main__":
    sys.exit(main())
