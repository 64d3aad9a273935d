"""One visitor without a browser: the socket that a page opens, its runs, and what they drew."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from google.protobuf import text_format
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.team.team import ANY_CERTIFICATE, PATIENCE, ask

AGAIN = ForwardMsg.FINISHED_EARLY_FOR_RERUN
PART = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY


@dataclass
class Run:
    """What one run of the script sent."""

    elements: list[Element] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)  # address: hash
    seconds: float = 0.0
    timers: list[str] = field(default_factory=list)  # parts of the page that ask to be drawn again by themselves

    @property
    def text(self) -> str:
        """All that stands on the page, and how."""
        return "\n".join(text_format.MessageToString(one, as_utf8=True) for one in self.elements)

    @property
    def failed(self) -> list[str]:
        return [one.exception.message or one.exception.type for one in self.elements if one.HasField("exception")]

    def button(self, words: str) -> str:
        """The id of the first button with these words."""
        return next(one.button.id for one in self.elements if words in one.button.label)

    def downloads(self) -> list[str]:
        """The addresses of files on the page."""
        return re.findall(r'"(/media/[^"]+)"', self.text)


class Session:
    """A visitor's socket."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.page = ""

    def run(self, query: str = "lang=en", *, page: str | None = None, press: str | None = None, part: str = "") -> Run:
        """Run the script, as a click does, and wait until it has ended.

        page: the hash of another page; press: a button's id; part: of one of the timers, when its time has come.
        """
        message = BackMsg()
        message.rerun_script.query_string = query
        self.page = self.page if page is None else page
        message.rerun_script.page_script_hash = self.page
        message.rerun_script.fragment_id, message.rerun_script.is_auto_rerun = part, bool(part)
        if press:
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = press, True
        start = time.perf_counter()
        self.socket.send(message.SerializeToString())
        run = self.wait()
        run.seconds = time.perf_counter() - start
        return run

    def wait(self) -> Run:
        """Until a run has ended that was not given up for another one."""
        run = Run()
        while True:
            message = ForwardMsg.FromString(self.socket.recv(PATIENCE))
            kind = message.WhichOneof("type")
            if kind == "new_session":
                run = Run()
            elif kind == "delta" and message.delta.HasField("new_element"):
                run.elements.append(message.delta.new_element)
            elif kind == "navigation":
                run.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            elif kind == "auto_rerun":
                run.timers.append(message.auto_rerun.fragment_id)
            elif kind == "script_finished" and message.script_finished not in (AGAIN,):
                return run


@contextmanager
def visiting(inside: str, home: str, cookie: str = "") -> Iterator[Session]:
    """A visitor with this cookie: inside is where the program answers, home what the browser believes to visit."""
    headers = ask(f"{inside}/_stcore/health", cookie)[1]
    xsrf = re.search(r"_streamlit_xsrf=([^;]+)", headers.get("set-cookie", ""))
    cookies = "; ".join(part for part in (cookie, xsrf and xsrf.group(0)) if part)
    protocols = ["streamlit", *([xsrf.group(1)] if xsrf else [])]
    address = inside.replace("http", "ws", 1) + "/_stcore/stream"
    more = {"Cookie": cookies} if cookies else {}
    secure = {"ssl": ANY_CERTIFICATE} if address.startswith("wss") else {}
    options = {"origin": home, "subprotocols": protocols, "additional_headers": more, "max_size": None, "proxy": None}
    with connect(address, **options, **secure) as socket:
        yield Session(socket)
