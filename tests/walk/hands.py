"""A mouse and a keyboard, moved by xdotool. Knows nothing of the program it is used on."""

from dataclasses import dataclass

from tests.walk.desktop import Desktop

_STEPS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A rectangle on the screen, in its points."""

    left: int
    top: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        """Return its middle."""
        return self.left + self.width // 2, self.top + self.height // 2


class Hands:
    """What a trader can do, and nothing else."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop

    def move(self, spot: Spot) -> None:
        """Move the mouse to the middle of a spot."""
        x, y = spot.middle
        # Not --sync: it waits for a move in vain where the mouse is there already.
        self._do("mousemove", str(x), str(y))

    def click(self, spot: Spot, *, button: int = 1) -> None:
        """Click in the middle of a spot."""
        self.move(spot)
        self._do("click", str(button))

    def scroll_down(self, spot: Spot) -> None:
        """Turn the mouse wheel over a spot."""
        self.move(spot)
        self._do("click", "5")

    def drag(self, start: Spot, end: Spot) -> None:
        """Press in one spot, move on, and let go in the other."""
        self.move(start)
        self._do("mousedown", "1")
        (x, y), (to_x, to_y) = start.middle, end.middle
        for step in range(1, _STEPS + 1):
            at = (x + (to_x - x) * step // _STEPS, y + (to_y - y) * step // _STEPS)
            self._do("mousemove", str(at[0]), str(at[1]))
        self._do("mouseup", "1")

    def press(self, *keys: str) -> None:
        """Press keys one after the other, named as xdotool names them: ctrl+3, Return."""
        self._do("key", "--delay", "40", *keys)

    def write(self, text: str) -> None:
        """Replace what stands in the field that has the keyboard."""
        self._do("key", "ctrl+a")
        self._do("type", "--delay", "25", text)

    def _do(self, *order: str) -> None:
        self._desktop.run("xdotool", *order)
