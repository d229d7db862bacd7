"""A real web server on this machine, which answers as the test says and remembers what it got."""

import ssl
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType

CERTIFICATE = Path(__file__).with_name("localhost.pem")


@dataclass(frozen=True)
class Got:
    """A request as it arrived."""

    method: str
    path: str
    body: bytes
    content_type: str


@dataclass
class Answer:
    """What the server says to a path; to nothing at all it says so after `released`."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    is_silent: bool = False


class _Listening(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        # A client that hung up or did not trust us; what it says of that is what is tested.
        del request, client_address


class HttpServer:
    """Serves on a free port of this machine until its block ends; by TLS if it is told to."""

    def __init__(self, *, tls: bool = False) -> None:
        self.got: list[Got] = []
        self.answers: dict[str, Answer] = {}
        self.released = threading.Event()
        self._server = _Listening(("127.0.0.1", 0), self._handler())
        self._scheme = "http"
        if tls:
            self._scheme = "https"
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """Return the address of a path."""
        return f"{self._scheme}://{host}:{self.port}{path}"

    @property
    def port(self) -> int:
        """Return where it listens."""
        return self._server.server_port

    def __enter__(self) -> "HttpServer":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, e: BaseException | None, at: TracebackType | None
    ) -> None:
        self.released.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self._take()

            def do_GET(self) -> None:
                self._take()

            def _take(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                kind = self.headers.get("Content-Type", "")
                server.got.append(Got(self.command, self.path, body, kind))
                answer = server.answers.get(self.path, Answer())
                if answer.is_silent:
                    server.released.wait()
                    return
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                del format, args

        return Handler


def trusting() -> ssl.SSLContext:
    """Return what a machine has that trusts the server's certificate."""
    return ssl.create_default_context(cafile=str(CERTIFICATE))
