"""A server on loopback that speaks just enough of the chat protocol to stand in for a language model."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-of-the-tests"
NOTHING: dict[str, list[dict[str, Any]]] = {
    "statements": [], "listings": [], "tariffs": [], "talks": [], "answers": []}


@dataclass(slots=True)
class Reply:
    """What the server answers: a body with a status; `hangs` until the server ends."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hangs: bool = False


def saying(facts: dict[str, Any] | str, finish_reason: str = "stop") -> Reply:
    """A completion with these facts, or this text."""
    content = facts if isinstance(facts, str) else json.dumps({**NOTHING, **facts}, ensure_ascii=False)
    choice = {"index": 0, "finish_reason": finish_reason, "message": {"role": "assistant", "content": content}}
    return Reply(json.dumps({"id": "1", "object": "chat.completion", "created": 0, "model": "m",
                             "choices": [choice]}).encode())


def refusing(status: int, **headers: str) -> Reply:
    """An error, as such servers put it."""
    message = {"error": {"message": f"no, not with {KEY}", "type": "refused", "code": None}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(json.dumps(message).encode(), status, named)


@dataclass(slots=True)
class ModelServer:
    """A running server. replies: given in turn, the last again and again; asked: the requests that came."""

    replies: list[Reply]
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    end: threading.Event = field(default_factory=threading.Event)

    def next_reply(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def serving(*replies: Reply) -> Iterator[ModelServer]:
    """A server with these replies."""
    model = ModelServer(list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            model.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            model.keys.append(self.headers.get("Authorization", ""))
            reply = model.next_reply()
            if reply.hangs:
                model.end.wait()
            with suppress(ConnectionError):  # of whoever didn't wait
                self.answer(reply)

        def answer(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield model
    finally:
        model.end.set()
        server.shutdown()
        thread.join()
        server.server_close()
