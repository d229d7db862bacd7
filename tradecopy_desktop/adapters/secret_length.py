"""How long a secret may be, in every vault alike. Never keeps or shows one."""

from typing import Final

from tradecopy_desktop.domain.errors import TradeCopyError

# The Windows Credential Manager refuses somewhat above this.
LONGEST_SECRET: Final = 1_200


def check_secret(name: str, secret: str) -> None:
    """Raise TradeCopyError if the secret called `name` is empty or too long."""
    if not 0 < len(secret) <= LONGEST_SECRET:
        raise TradeCopyError(
            f"a secret must have 1 to {LONGEST_SECRET} characters, {name!r} had {len(secret)}"
        )
