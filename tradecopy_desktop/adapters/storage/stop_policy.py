"""What the first version called a policy for stops. Read only; rules took its place."""

from enum import StrEnum

from tradecopy_desktop.domain.stop_rules import COPY_PRICES, NO_STOPS, StopRules


class StopPolicy(StrEnum):
    """What happened with the master's SL and TP."""

    COPY_PRICE = "copy_price"
    NONE = "none"

    @property
    def rules(self) -> StopRules:
        """Return the rules that mean the same."""
        return COPY_PRICES if self is StopPolicy.COPY_PRICE else NO_STOPS
