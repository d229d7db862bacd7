"""Every word the trader reads in the window. No other module of the window holds a sentence."""

# One name for all words, wherever they are written down.
from tradecopy_desktop.gui.words.alerts import *  # noqa: F403
from tradecopy_desktop.gui.words.arming import *  # noqa: F403
from tradecopy_desktop.gui.words.cockpit import *  # noqa: F403
from tradecopy_desktop.gui.words.doctor import *  # noqa: F403
from tradecopy_desktop.gui.words.forms import *  # noqa: F403
from tradecopy_desktop.gui.words.guard import *  # noqa: F403
from tradecopy_desktop.gui.words.guard_limits import *  # noqa: F403
from tradecopy_desktop.gui.words.help import *  # noqa: F403
from tradecopy_desktop.gui.words.keys import *  # noqa: F403
from tradecopy_desktop.gui.words.latency import *  # noqa: F403
from tradecopy_desktop.gui.words.limit_kinds import *  # noqa: F403
from tradecopy_desktop.gui.words.limit_meanings import *  # noqa: F403
from tradecopy_desktop.gui.words.limits import *  # noqa: F403
from tradecopy_desktop.gui.words.log import *  # noqa: F403
from tradecopy_desktop.gui.words.notices import *  # noqa: F403
from tradecopy_desktop.gui.words.pages import *  # noqa: F403
from tradecopy_desktop.gui.words.port import *  # noqa: F403
from tradecopy_desktop.gui.words.proof import *  # noqa: F403
from tradecopy_desktop.gui.words.quitting import *  # noqa: F403
from tradecopy_desktop.gui.words.reconciliation import *  # noqa: F403
from tradecopy_desktop.gui.words.recovery import *  # noqa: F403
from tradecopy_desktop.gui.words.route_editor import *  # noqa: F403
from tradecopy_desktop.gui.words.route_map import *  # noqa: F403
from tradecopy_desktop.gui.words.route_preview import *  # noqa: F403
from tradecopy_desktop.gui.words.route_templates import *  # noqa: F403
from tradecopy_desktop.gui.words.rules import *  # noqa: F403
from tradecopy_desktop.gui.words.settings import *  # noqa: F403
from tradecopy_desktop.gui.words.sizes import *  # noqa: F403
from tradecopy_desktop.gui.words.states import *  # noqa: F403
from tradecopy_desktop.gui.words.tables import *  # noqa: F403
from tradecopy_desktop.gui.words.terminals import *  # noqa: F403
from tradecopy_desktop.gui.words.window import *  # noqa: F403
from tradecopy_desktop.gui.words.wizard import *  # noqa: F403
