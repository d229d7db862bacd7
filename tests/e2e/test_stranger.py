"""A client written from PROTOCOL.md alone, in another language, meets the real bridge (rule T6)."""

import asyncio
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.e2e.rig import MASTER, bridge, follower, same_lots

CLIENT = Path(__file__).parent / "stranger"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the client and its one package, or skip and say what is missing."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("Node.js with npm is not on this machine")
    folder = tmp_path_factory.mktemp("stranger") / "client"
    shutil.copytree(CLIENT, folder)
    done = subprocess.run(
        [npm, "ci", "--no-audit", "--no-fund"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"the package ws cannot be installed here: {done.stderr.strip()[-200:]}")
    return folder


@pytest.mark.parametrize("margin_mode", ["hedging", "netting"])
async def test_stranger_when_it_plays_both_sides_then_books_mirror(
    client: Path, tmp_path: Path, margin_mode: str
) -> None:
    copier = follower(1)
    result = tmp_path / "result.json"

    async with bridge(tmp_path, [MASTER, copier], [same_lots(MASTER, copier)]) as now:
        process = await asyncio.create_subprocess_exec(
            "node",
            str(client / "play.mjs"),
            *("--url", f"ws://127.0.0.1:{now.program.port}/ea"),
            *("--master-key", MASTER.secret),
            *("--master-login", MASTER.key.login),
            *("--master-server", MASTER.key.server),
            *("--follower-key", copier.secret),
            *("--follower-login", copier.key.login),
            *("--follower-server", copier.key.server),
            *("--symbol", "EURUSD"),
            *("--margin-mode", margin_mode),
            *("--out", str(result)),
            stderr=asyncio.subprocess.PIPE,
        )
        _, complaints = await process.communicate()

    assert process.returncode == 0, complaints.decode()
    played = json.loads(result.read_text(encoding="utf-8"))
    # Bought 1.00, closed 0.40 and the rest; sold 0.10, 0.20, 0.30 and closed each.
    volumes = ["1", "0.4", "0.6", "0.1", "0.2", "0.3", "0.1", "0.2", "0.3"]
    assert [deal["volume"] for deal in played["master"]["deals"]] == volumes
    assert [deal["volume"] for deal in played["follower"]["deals"]] == volumes
    assert played["follower"]["flat"] is True
    # The second delivery of an acknowledged opening made no deal.
    assert played["duplicate"]["followerDealsAfter"] == 9
    assert played["follower_stops_after_master_set_them"] == [{"sl": "1.09000", "tp": "1.12000"}]
