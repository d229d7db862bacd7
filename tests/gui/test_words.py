import ast
from collections import Counter
from pathlib import Path

from tradecopy_desktop.app.follower_views import FollowerState
from tradecopy_desktop.app.queue_views import QueueState
from tradecopy_desktop.app.views import CopyState
from tradecopy_desktop.domain.findings import FindingKind
from tradecopy_desktop.domain.guarding import NakedAction, Rung, Scope
from tradecopy_desktop.domain.limits import Anchor, Exposure, Period, Trail, Unit
from tradecopy_desktop.domain.preflight import Level
from tradecopy_desktop.domain.recovery_rules import LatePolicy
from tradecopy_desktop.domain.routes import OpenCopies, RouteMode
from tradecopy_desktop.gui import words


def _names(file: Path) -> list[str]:
    names: list[str] = []
    for statement in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.FunctionDef):
            names.append(statement.name)
        elif isinstance(statement, ast.Assign):
            names += [each.id for each in statement.targets if isinstance(each, ast.Name)]
    return names


def test_words_when_they_come_from_several_files_then_none_hides_another() -> None:
    files = sorted(Path(words.__file__).parent.glob("*.py"))

    found = Counter(name for file in files for name in _names(file))

    assert len(files) >= 19
    assert [name for name, times in found.items() if times > 1] == []


def test_words_when_a_state_is_named_then_every_one_has_its_words() -> None:
    assert set(words.FOLLOWER_STATES) == set(words.FOLLOWER_STATE_TIPS) == set(FollowerState)
    assert set(words.COPY_STATES) == set(words.COPY_STATE_TIPS) == set(CopyState)
    assert set(words.DO_ABOUT) == set(FindingKind)
    assert set(words.MODES) == set(words.MODE_TIPS) == set(RouteMode)
    assert set(words.LEVELS) == set(Level)
    assert set(words.QUEUE_STATES) == set(QueueState)
    assert set(words.FINDINGS) == set(words.FINDING_TIPS) == set(FindingKind)
    assert set(words.LATE) == set(words.LATE_HINTS) == set(words.LATE_SHORT) == set(LatePolicy)
    assert set(words.STANDINGS) == set(words.STANDING_TIPS) == set(Rung)
    assert set(words.NAKED_ACTIONS) == set(words.NAKED_ACTION_HINTS) == set(NakedAction)
    assert set(words.SCOPES) == set(words.SCOPE_HINTS) == set(Scope)
    assert set(words.PERIODS) == set(words.PERIOD_HINTS) == set(Period)
    assert set(words.ANCHORS) == set(words.ANCHOR_HINTS) == set(Anchor)
    assert set(words.TRAILS) == set(words.TRAIL_HINTS) == set(Trail)
    assert set(words.EXPOSURES) == set(words.EXPOSURE_HINTS) == set(Exposure)
    assert set(words.UNITS) == set(Unit)
    assert set(words.COPIES_WISHES) == set(words.COPIES_MEANINGS) == set(OpenCopies)
