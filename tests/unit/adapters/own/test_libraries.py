from tradecopy_desktop.adapters.own.libraries import libraries


def test_libraries_when_listed_then_each_says_its_version_and_license() -> None:
    found = {each.name: each for each in libraries()}

    # What the program names itself, and what those need in turn.
    assert {"websockets", "SQLAlchemy", "msgspec", "qasync", "Mako"} <= set(found)
    assert found["SQLAlchemy"].license == "MIT"
    assert found["websockets"].license == "BSD-3-Clause"
    assert [each.name for each in found.values() if not each.license or not each.version] == []
    # What only its making needs is no part of it.
    assert "pytest" not in found
