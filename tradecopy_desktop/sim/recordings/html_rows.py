"""The rows of the tables in a web page. Ignores everything that is not a table cell."""

import re
from html.parser import HTMLParser

from tradecopy_desktop.sim.recordings.recording import RecordingError
from tradecopy_desktop.sim.recordings.rows import Row, make_row

_WIDEST = 64
_SPAN = re.compile(r"[0-9]{1,3}")
_Attributes = list[tuple[str, str | None]]


def html_rows(page: str) -> list[Row]:
    """Return every table row of `page`, numbered by the line it starts in.

    A cell that spans columns is followed by empty ones, as in a spreadsheet; hidden cells are
    left out, because browsers give them no column. Raises RecordingError for a page that is cut.
    """
    if "</html" not in page.lower():
        raise RecordingError("the page is cut: it does not end with </html>")
    reader = _TableReader()
    try:
        reader.feed(page)
        reader.close()
    except AssertionError as e:
        # The standard parser says so when it meets a broken <![ declaration.
        raise RecordingError("the page is damaged") from e
    reader.end_row()
    return reader.rows


class _TableReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Row] = []
        self._line = 0
        self._cells: list[str] | None = None
        self._title = ""
        self._text: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        if tag == "tr":
            self.end_row()
            self._cells, self._title, self._line = [], "", self.getpos()[0]
        elif tag in {"td", "th"}:
            self._end_cell()
            self._begin_cell(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"tr", "table"}:
            self.end_row()
        elif tag in {"td", "th"}:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def end_row(self) -> None:
        self._end_cell()
        if self._cells:
            self.rows.append(make_row(self._line, self._cells, self._title))
        self._cells = None

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        if self._cells is None:
            return
        self._text = []
        span = attributes.get("colspan") or ""
        self._span = min(int(span), _WIDEST) if _SPAN.fullmatch(span) else 1
        if "hidden" in (attributes.get("class") or "").split():
            self._span = 0
        if not self._cells:
            self._title = attributes.get("title") or ""

    def _end_cell(self) -> None:
        if self._text is None or self._cells is None:
            self._text = None
            return
        if self._span:
            self._cells += ["".join(self._text), *[""] * (self._span - 1)]
        self._text = None
