"""The program in a real window, walked through once by mouse and keyboard."""

from pathlib import Path

import pytest

from tests.walk.desktop import why_no_desktop
from tests.walk.walk import walk


@pytest.mark.skipif(bool(why_no_desktop()), reason=why_no_desktop() or "all is there")
def test_program_when_walked_through_in_a_real_window_then_all_is_as_it_should_be(
    tmp_path: Path,
) -> None:
    walk(tmp_path / "pictures")
