"""What every panel is drawn with: colors, icons and number formats, in one argument."""

from dataclasses import dataclass

from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.icons import Icons
from tradecopy_desktop.gui.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """Handed from the window to its panels."""

    theme: Theme
    icons: Icons
    formats: Formats
