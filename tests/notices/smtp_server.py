"""A small mail server on this machine, which takes mails or does what a test tells it to do wrong."""

import base64
import socket
import ssl
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from socketserver import StreamRequestHandler, ThreadingTCPServer


@dataclass
class Taken:
    """A mail that the server answered for with 250."""

    sender: str
    recipients: list[str]
    raw: bytes
    encrypted: bool

    @property
    def message(self):
        return message_from_bytes(self.raw, policy=policy.default)


@dataclass
class Conduct:
    """How the server behaves. `answers` gives another answer to a command; {address: answer} stands for RCPT."""

    answers: dict[str, str] = field(default_factory=dict)
    recipients: dict[str, str] = field(default_factory=dict)
    cut_in_data: int = 0  # so many mails are cut off in the middle
    silent_at: str = ""  # a command that is never answered
    account: tuple[str, str] | None = None
    starttls: ssl.SSLContext | None = None


class Session(StreamRequestHandler):
    def handle(self):
        self.encrypted, self.recipients = False, []
        self.say(self.conduct.answers.get("CONNECT", "220 mail.test"))
        while line := self.rfile.readline():
            verb, _blank, rest = line.decode().strip().partition(" ")
            self.server.heard.append(verb.upper())
            if self.conduct.silent_at == verb.upper():
                self.server.let_go.wait(10)
                return
            answer = self.conduct.answers.get(verb.upper()) or getattr(self, f"do_{verb.lower()}", self.do_other)(rest)
            if answer is None:
                return
            self.say(answer)
            if verb.upper() == "STARTTLS" and answer.startswith("220"):
                self.encrypt()

    def finish(self):
        super().finish()
        self.connection.close()

    @property
    def conduct(self) -> Conduct:
        return self.server.conduct

    def say(self, answer: str):
        self.wfile.write("".join(f"{line}\r\n" for line in answer.split("\n")).encode())

    def do_other(self, rest):
        return "250 ok"

    def do_ehlo(self, rest):
        offers = ["AUTH PLAIN"] * bool(self.conduct.account) + ["STARTTLS"] * bool(self.conduct.starttls and not self.encrypted)
        lines = ["mail.test", *offers, "8BITMIME"]
        return "\n".join(f"250{' ' if line == lines[-1] else '-'}{line}" for line in lines)

    def do_auth(self, rest):
        _nobody, name, password = base64.b64decode(rest.split()[-1]).decode().split("\0")
        return "235 welcome" if (name, password) == self.conduct.account else "535 5.7.8 wrong name or password"

    def do_starttls(self, rest):
        return "220 go ahead"

    def encrypt(self):
        try:
            self.connection = self.conduct.starttls.wrap_socket(self.connection, server_side=True)
        except (ssl.SSLError, OSError):
            return
        self.rfile, self.wfile, self.encrypted = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0), True

    def do_mail(self, rest):
        self.sender, self.recipients = rest.partition(":")[2].split()[0].strip("<>"), []
        return "250 ok"

    def do_rcpt(self, rest):
        address = rest.partition(":")[2].split()[0].strip("<>")
        answer = self.conduct.recipients.get(address, "250 ok")
        self.recipients += [address] if answer.startswith("250") else []
        return answer

    def do_data(self, rest):
        self.say("354 go ahead")
        if self.conduct.cut_in_data:
            self.conduct.cut_in_data -= 1
            self.rfile.readline()
            self.connection.shutdown(socket.SHUT_RDWR)
            return None
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if answer := self.conduct.answers.get("TEXT"):
            return answer
        self.server.taken.append(Taken(self.sender, self.recipients, b"".join(lines), self.encrypted))
        return "250 taken"

    def do_quit(self, rest):
        self.say("221 bye")


class MailServer(ThreadingTCPServer):
    """`with MailServer() as server:` listens on `server.port`; `server.taken` holds what was delivered."""

    daemon_threads, allow_reuse_address = True, True

    def __init__(self, port: int = 0):
        super().__init__(("127.0.0.1", port), Session)
        self.port, self.conduct = self.server_address[1], Conduct()
        self.taken: list[Taken] = []
        self.heard: list[str] = []
        self.let_go = threading.Event()

    def handle_error(self, request, client_address):
        """A client that leaves is no fault of the test."""

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.let_go.set()
        self.shutdown()
        self.server_close()
