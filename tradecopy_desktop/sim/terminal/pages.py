"""Long lists cut into frames that are never too large."""

from collections.abc import Mapping, Sequence

from tradecopy_desktop.sim.codec import Message

# With every text at its longest an item stays below 1,500 bytes, so a page below 800 kB.
PAGE = 500


def snapshot_pages(head: Message, lists: Mapping[str, Sequence[Message]]) -> list[Message]:
    """Return a snapshot's pages; `lists` holds positions, pendings and closed."""
    items = [(name, item) for name, rows in lists.items() for item in rows]
    cuts = [items[at : at + PAGE] for at in range(0, len(items), PAGE)] or [[]]
    return [
        {
            **head,
            "page": number,
            "pages": len(cuts),
            **{name: [item for of, item in cut if of == name] for name in lists},
        }
        for number, cut in enumerate(cuts, start=1)
    ]


def symbol_pages(request: str, symbols: Sequence[Message], missing: list[str]) -> list[Message]:
    """Return the pages of a symbol list; what is missing stands on the first one."""
    # A symbol with a session a day for each quarter of an hour is long.
    most = PAGE // 4
    cuts = [symbols[at : at + most] for at in range(0, len(symbols), most)] or [[]]
    return [
        {
            "type": "symbols",
            "request": request,
            "page": number,
            "pages": len(cuts),
            "symbols": list(cut),
            "missing": missing if number == 1 else [],
        }
        for number, cut in enumerate(cuts, start=1)
    ]
