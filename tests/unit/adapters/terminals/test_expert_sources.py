"""Copying is the whole installation: what lies in the tree is all that a compiler asks for."""

import re
from pathlib import Path

import pytest

from tradecopy_desktop.adapters.terminals.expert_sources import lay_out, lay_out_both, platform_of
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.values import Platform

BOTH = [(Platform.MT4, "MQL4", ".mq4"), (Platform.MT5, "MQL5", ".mq5")]
_INCLUDE = re.compile(r'^#include ([<"])([^>"]+)[>"]', re.MULTILINE)


@pytest.mark.parametrize(("platform", "tree", "ending"), BOTH)
def test_tree_when_laid_out_then_every_include_is_in_it(
    tmp_path: Path, platform: Platform, tree: str, ending: str
) -> None:
    lay_out(bundled("ea"), tmp_path, platform)

    root = tmp_path / tree
    sources = [*root.rglob("*.mqh"), *root.rglob(f"*{ending}")]
    asked = [_included(file, root) for file in sources]
    missing = [name for names in asked for name in names if not name.is_file()]
    assert missing == []
    assert sum(len(names) for names in asked) > 100


def _included(file: Path, root: Path) -> list[Path]:
    # <A\B.mqh> lies in the folder Include, "B.mqh" beside the file that asks for it.
    return [
        (root / "Include" if mark == "<" else file.parent) / name.replace("\\", "/")
        for mark, name in _INCLUDE.findall(file.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("platform", "tree", "ending"), BOTH)
def test_tree_when_laid_out_then_programs_lie_where_the_terminal_lists_them(
    tmp_path: Path, platform: Platform, tree: str, ending: str
) -> None:
    count = lay_out(bundled("ea"), tmp_path, platform)

    written = [file for file in tmp_path.rglob("*") if file.is_file()]
    names = {file.relative_to(tmp_path / tree).as_posix() for file in written}
    assert count == len(written)
    assert {name for name in names if not name.startswith("Include/TradeCopy/")} == {
        f"Experts/TradeCopy/TradeCopy_Executor{ending}",
        f"Experts/TradeCopy/TradeCopy_Monitor{ending}",
        f"Scripts/TradeCopy/TradeCopy_SelfTest{ending}",
        "Files/TradeCopy/vectors.jsonl",
    }


def test_tree_when_older_sources_are_there_then_they_are_replaced_and_nothing_else(
    tmp_path: Path,
) -> None:
    include = tmp_path / "MQL5/Include"
    (include / "TradeCopy").mkdir(parents=True)
    (include / "TradeCopy/Session.mqh").write_text("old", encoding="utf-8")
    (include / "Trade.mqh").write_text("the trader's", encoding="utf-8")

    lay_out(bundled("ea"), tmp_path, Platform.MT5)

    wanted = bundled("ea/Shared/TradeCopy/Session.mqh").read_bytes()
    assert (include / "TradeCopy/Session.mqh").read_bytes() == wanted
    assert (include / "Trade.mqh").read_text(encoding="utf-8") == "the trader's"


def test_both_trees_when_laid_out_twice_then_are_the_same(tmp_path: Path) -> None:
    first = lay_out_both(bundled("ea"), tmp_path / "for hand")
    second = lay_out_both(bundled("ea"), tmp_path / "for hand")

    folders = {path.name for path in (tmp_path / "for hand").iterdir()}
    assert folders == {"MQL4", "MQL5"}
    assert first == second


def test_both_trees_when_meant_for_a_data_folder_then_refused(tmp_path: Path) -> None:
    (tmp_path / "MQL5").mkdir()

    with pytest.raises(TradeCopyError, match="looks like a terminal's data folder"):
        lay_out_both(bundled("ea"), tmp_path)

    assert not (tmp_path / "MQL4").exists()


@pytest.mark.parametrize(("platform", "tree", "ending"), BOTH)
def test_platform_when_one_folder_is_there_then_it_tells(
    tmp_path: Path, platform: Platform, tree: str, ending: str
) -> None:
    (tmp_path / tree).mkdir()

    assert platform_of(tmp_path) is platform


@pytest.mark.parametrize(
    ("folders", "sentence"),
    [
        ([], "holds neither MQL4 nor MQL5"),
        (["MQL4", "MQL5"], "holds both MQL4 and MQL5"),
        (None, "is no folder"),
    ],
)
def test_platform_when_it_cannot_be_told_then_one_sentence_says_why(
    tmp_path: Path, folders: list[str] | None, sentence: str
) -> None:
    place = tmp_path if folders is not None else tmp_path / "nowhere"
    for name in folders or []:
        (place / name).mkdir()

    with pytest.raises(TradeCopyError) as refused:
        platform_of(place)

    assert sentence in str(refused.value)
    assert "File > Open Data Folder" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_tree_when_the_folder_cannot_be_written_then_one_sentence_says_so(tmp_path: Path) -> None:
    (tmp_path / "MQL5").write_text("no folder", encoding="utf-8")

    with pytest.raises(TradeCopyError, match="could not be copied"):
        lay_out(bundled("ea"), tmp_path, Platform.MT5)
