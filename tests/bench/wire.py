"""One HTTP/1.1 connection that counts every byte on the socket, headers included, in both directions."""

from __future__ import annotations

import socket


class Wire:
    """A kept-alive connection to 127.0.0.1:`port`; `up` and `down` are bytes since it was opened."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._host = f"127.0.0.1:{port}"
        self.up = self.down = 0

    def send(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Status and body of the answer as they came (a gzip body stays gzip)."""
        lines = {"Host": self._host, "Content-Length": str(len(body)), **(headers or {})}
        head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in lines.items()) + "\r\n"
        raw = head.encode() + body
        self._socket.sendall(raw)
        self.up += len(raw)
        return self._answer()

    def close(self) -> None:
        self._socket.close()

    def _answer(self) -> tuple[int, bytes]:
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
        if b"content-length" not in fields:
            raise ConnectionError("The server answered without a length; this client does not read chunks.")
        while len(body) < int(fields[b"content-length"]):
            body += self._more()
        self.down += len(head) + 4 + len(body)
        return int(head.split(b" ")[1]), body

    def _more(self) -> bytes:
        data = self._socket.recv(65536)
        if not data:
            raise ConnectionError("The server closed the connection.")
        return data
