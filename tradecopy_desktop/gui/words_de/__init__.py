"""Every word the trader reads in the window, in German. Holds nothing that English has not."""

# The names are those of the English words, which these replace one by one.
from tradecopy_desktop.gui.words_de.alerts import *  # noqa: F403
from tradecopy_desktop.gui.words_de.arming import *  # noqa: F403
from tradecopy_desktop.gui.words_de.cockpit import *  # noqa: F403
from tradecopy_desktop.gui.words_de.doctor import *  # noqa: F403
from tradecopy_desktop.gui.words_de.forms import *  # noqa: F403
from tradecopy_desktop.gui.words_de.guard import *  # noqa: F403
from tradecopy_desktop.gui.words_de.guard_limits import *  # noqa: F403
from tradecopy_desktop.gui.words_de.help import *  # noqa: F403
from tradecopy_desktop.gui.words_de.keys import *  # noqa: F403
from tradecopy_desktop.gui.words_de.latency import *  # noqa: F403
from tradecopy_desktop.gui.words_de.limit_kinds import *  # noqa: F403
from tradecopy_desktop.gui.words_de.limit_meanings import *  # noqa: F403
from tradecopy_desktop.gui.words_de.limits import *  # noqa: F403
from tradecopy_desktop.gui.words_de.log import *  # noqa: F403
from tradecopy_desktop.gui.words_de.notices import *  # noqa: F403
from tradecopy_desktop.gui.words_de.pages import *  # noqa: F403
from tradecopy_desktop.gui.words_de.port import *  # noqa: F403
from tradecopy_desktop.gui.words_de.proof import *  # noqa: F403
from tradecopy_desktop.gui.words_de.quitting import *  # noqa: F403
from tradecopy_desktop.gui.words_de.reconciliation import *  # noqa: F403
from tradecopy_desktop.gui.words_de.recovery import *  # noqa: F403
from tradecopy_desktop.gui.words_de.route_editor import *  # noqa: F403
from tradecopy_desktop.gui.words_de.route_map import *  # noqa: F403
from tradecopy_desktop.gui.words_de.route_preview import *  # noqa: F403
from tradecopy_desktop.gui.words_de.route_templates import *  # noqa: F403
from tradecopy_desktop.gui.words_de.rules import *  # noqa: F403
from tradecopy_desktop.gui.words_de.settings import *  # noqa: F403
from tradecopy_desktop.gui.words_de.sizes import *  # noqa: F403
from tradecopy_desktop.gui.words_de.states import *  # noqa: F403
from tradecopy_desktop.gui.words_de.tables import *  # noqa: F403
from tradecopy_desktop.gui.words_de.terminals import *  # noqa: F403
from tradecopy_desktop.gui.words_de.window import *  # noqa: F403
from tradecopy_desktop.gui.words_de.wizard import *  # noqa: F403
