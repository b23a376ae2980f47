"""Reads from the organisation file who is told by e-mail when the chat platform is down, and over which server."""

import ipaddress
import re
from collections.abc import Mapping

from dialogs.organisation import MailServer, Person, Security
from dialogs.yaml_table import Table, whole_number

AN_EMAIL = re.compile(r"[!-?A-~]+@[!-?A-~]+")
"""Of ASCII only: many mail servers take no other, and one that does not would be found out by an alert."""

A_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9a-f:]*::[0-9a-f:]*")
MAIL_PORT, HIGHEST_PORT = 587, 65535


def second_route(table: Table, people: Mapping[str, Person]) -> tuple[tuple[str, ...], MailServer | None]:
    """Who is told, by their keys, and over which server; nobody, over none, where there is no second route."""
    node = table.node("smtp", needed=False)
    table.done()
    if node is None:
        return (), None
    smtp = Table(node, table.file, table.findings)
    told = smtp.references("to", "person")
    if not told:
        smtp.fault(smtp.line_of("to"), "'to' must list who is told by e-mail")
    for key in told:
        if key in people and not people[key].email:
            smtp.fault(smtp.line_of("to"), f"'to' holds '{key}', who has no e-mail address")
    return told, _mail_server(smtp)


def _mail_server(smtp: Table) -> MailServer:
    host = smtp.parsed("host", _host, "", "the name of a mail server, like mail.example.org", needed=True)
    security = smtp.choice("security", Security, Security.STARTTLS)
    if security is Security.NONE and host and not _is_this_computer(host):
        smtp.fault(smtp.line_of("security"), "'security' may be none only if the mail server is on this computer")
    server = MailServer(
        host,
        smtp.parsed("port", _port, MAIL_PORT, f"a number from 1 to {HIGHEST_PORT}"),
        security,
        smtp.parsed("from", _email, "", "an e-mail address", needed=True),
        smtp.text("user", ""),
    )
    smtp.done()
    return server


def _is_this_computer(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _host(text: str) -> str | None:
    return text if A_HOST.fullmatch(text) else None


def _email(text: str) -> str | None:
    return text if AN_EMAIL.fullmatch(text) else None


def _port(text: str) -> int | None:
    port = whole_number(text)
    return port if port and port <= HIGHEST_PORT else None
