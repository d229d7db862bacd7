"""Pages of the trade log that were read; those unseen for longest fall out. Reads none itself."""

from collections.abc import Sequence

from tradecopy_desktop.app.views import TradeLogRow

PAGE = 200
KEEP = 40


class LogPages:
    """Lines by their place, counted from the newest that was there when the log was opened."""

    def __init__(self, keep: int = KEEP) -> None:
        self._keep = keep
        # The page that was used last stands at the end.
        self._pages: dict[int, list[TradeLogRow]] = {}
        self._places: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._pages)

    def line(self, place: int) -> TradeLogRow | None:
        """Return a line, None while its page is not there."""
        page = self._pages.get(place // PAGE)
        offset = place % PAGE
        return page[offset] if page is not None and offset < len(page) else None

    def place_of(self, key: str) -> int | None:
        """Return where a line stands, None if its page is not there."""
        return self._places.get(key)

    def clear(self) -> None:
        """Forget all pages."""
        self._pages.clear()
        self._places.clear()

    def put(self, page: int, rows: Sequence[TradeLogRow]) -> None:
        """Keep a page that was read."""
        self._drop(page)
        self._pages[page] = list(rows)
        for offset, row in enumerate(rows):
            self._places[row.key] = page * PAGE + offset
        while len(self._pages) > self._keep:
            self._drop(next(iter(self._pages)))

    def replace(self, row: TradeLogRow) -> int | None:
        """Take over a line that is told anew; return its place, None if it is not there."""
        place = self._places.get(row.key)
        if place is not None:
            self._pages[place // PAGE][place % PAGE] = row
        return place

    def look_at(self, first: int, last: int) -> None:
        """Note that these places are seen, so that their pages stay."""
        for number in range(max(0, first) // PAGE, max(0, last) // PAGE + 1):
            page = self._pages.pop(number, None)
            if page is not None:
                self._pages[number] = page

    def missing(self, first: int, last: int) -> list[int]:
        """Return the pages between two places that are not there, the first one first."""
        wanted = range(max(0, first) // PAGE, max(0, last) // PAGE + 1)
        return [number for number in wanted if number not in self._pages]

    def _drop(self, number: int) -> None:
        for offset, row in enumerate(self._pages.pop(number, ())):
            # A line that came to another page since then stays there.
            if self._places.get(row.key) == number * PAGE + offset:
                del self._places[row.key]
