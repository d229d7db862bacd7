"""The walk from the first start to the end of the program. Each part begins where one ended."""

import tempfile
from pathlib import Path

from tests.walk.breach import breach
from tests.walk.desktop import desktop
from tests.walk.ending import quit_program
from tests.walk.first_steps import set_up
from tests.walk.routes import change_routes
from tests.walk.trader import trader


def walk(pictures: Path | None) -> None:
    """Walk once through everything; raise WalkError where something is not as it should be."""
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="tradecopy-walk-") as folder,
        desktop() as screen,
        trader(screen, Path(folder), pictures) as someone,
    ):
        try:
            for part in (set_up, change_routes, breach, quit_program):
                part(someone)
        except Exception:
            someone.note("where-it-ended")
            raise
