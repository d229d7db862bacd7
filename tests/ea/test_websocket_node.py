"""The EAs' WebSocket against Node's `ws`, which shares no line with any other server of ours."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from tests.benchmarks.node_ws import FOLDER, find_node_ws
from tests.e2e.rig import follower
from tests.ea.conftest import Programs
from tests.ea.terminal_process import PATIENCE_S, terminal

COPIER = follower(1)
Seen = dict[str, object]


class NodeBridge:
    """The other program, and what it saw."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.seen: list[Seen] = []

    async def until(self, wanted: Callable[[Seen], bool]) -> Seen:
        """Return the next thing seen that is as wanted."""
        assert self._process.stdout is not None
        async with asyncio.timeout(PATIENCE_S):
            while True:
                self.seen.append(json.loads(await self._process.stdout.readline()))
                if wanted(self.seen[-1]):
                    return self.seen[-1]


@pytest_asyncio.fixture
async def node() -> AsyncIterator[NodeBridge]:
    """Run the other program, or skip and say what is missing."""
    found = await asyncio.to_thread(find_node_ws)
    if found.why_not:
        pytest.skip(f"no Node.js with ws: {found.why_not}")
    process = await asyncio.create_subprocess_exec(
        found.node,
        str(Path(__file__).with_name("node_bridge.cjs")),
        str(FOLDER),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    yield NodeBridge(process)
    assert process.stdin is not None
    process.stdin.close()
    await process.wait()


@pytest.mark.parametrize("platform", ["mt4", "mt5"])
async def test_expert_when_the_server_is_nodes_then_both_understand_all(
    programs: Programs, tmp_path: Path, node: NodeBridge, platform: str
) -> None:
    port = int(str((await node.until(lambda seen: "port" in seen))["port"]))

    async with terminal(programs("Executor", platform), COPIER, port, tmp_path):
        await node.until(lambda seen: "closed" in seen)
        # It comes again by itself.
        await node.until(lambda seen: seen.get("said") == "snapshot")

    assert node.seen[1] == {"path": "/ea", "extensions": "", "protocol": "tradecopy.v1"}
    assert {"pong": "between"} in node.seen
    assert {"missing": 3_000} in node.seen
    assert {"closed": 4_001} in node.seen
    assert not [seen for seen in node.seen if "error" in seen or seen.get("binary")]
