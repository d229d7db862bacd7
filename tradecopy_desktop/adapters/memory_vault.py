"""A vault for the demo and for tests. It forgets everything when the program ends."""

from tradecopy_desktop.adapters.secret_length import check_secret


class MemoryVault:
    """Keeps secrets in memory alone."""

    def __init__(self) -> None:
        self._secrets: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        """Return the secret, or None where there is none."""
        return self._secrets.get(name)

    def put(self, name: str, secret: str) -> None:
        """Store a secret; raise TradeCopyError if it is empty or too long."""
        check_secret(name, secret)
        self._secrets[name] = secret

    def drop(self, name: str) -> None:
        """Forget a secret; nothing happens where there is none."""
        self._secrets.pop(name, None)
