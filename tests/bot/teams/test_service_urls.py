"""Tests of which addresses the bot may send its token to."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot.teams.service_urls import MICROSOFT, allowed
from tests.bot.teams.tricks import HOST, TRICKS
from tests.fakes.teams_keys import SERVICE

BEGINNINGS = ["", f"https://{HOST}", f"https://{HOST}/emea", "http://127.0.0.1:56150", "https://", "http://"]
MARKS = [
    "/",
    ":",
    ".",
    "..",
    "@",
    "\\",
    "?",
    "#",
    "%2e",
    " ",
    "\t",
    "\n",
    "\0",
    "é",
    "。",
    "\ud800",
    "//",
    ":443",
    ":80",
]
NAMES = [HOST, "evil.example", "127.0.0.1", "[::1]", "xn--", "emea", "a", "A", "-", "_", "~"]
PIECES = st.sampled_from([*MARKS, *NAMES]) | st.text(max_size=3)
ADDRESSES = st.tuples(st.sampled_from(BEGINNINGS), st.lists(PIECES, max_size=6)).map(lambda it: it[0] + "".join(it[1]))


def test_what_teams_names_is_allowed() -> None:
    assert allowed(SERVICE) == SERVICE
    assert allowed("https://smba.trafficmanager.net/amer/") == "https://smba.trafficmanager.net/amer/"


@pytest.mark.parametrize("host", sorted(MICROSOFT))
def test_every_host_of_microsofts_is_allowed(host: str) -> None:
    assert allowed(f"https://{host}/teams/") == f"https://{host}/teams/"


@pytest.mark.parametrize("written", ["", "/", ":443", ":443/"])
def test_one_address_has_one_form(written: str) -> None:
    assert allowed(f"https://{HOST}{written}") == f"https://{HOST}/"
    assert allowed(f"https://{HOST}/emea") == f"https://{HOST}/emea/"


def test_there_are_sixty_tricks_and_more() -> None:
    assert len(set(TRICKS)) == len(TRICKS) >= 60


@pytest.mark.parametrize("trick", TRICKS, ids=ascii)
def test_a_trick_is_refused_with_and_without_hosts_of_ones_own(trick: str) -> None:
    assert allowed(trick) == allowed(trick, {"teams.example", "127.0.0.1:56150", "[::1]:56150"}) == ""


def test_a_host_that_was_added_is_allowed_at_the_port_that_was_added() -> None:
    hosts = {"teams.example", "proxy.example:8443"}
    assert allowed("https://teams.example/x", hosts) == "https://teams.example/x/"
    assert allowed("https://teams.example:443/x", hosts) == "https://teams.example/x/"
    assert allowed("https://proxy.example:8443", hosts) == "https://proxy.example:8443/"
    for other in ("https://teams.example:8443/", "https://proxy.example/", "https://a.teams.example/"):
        assert allowed(other, hosts) == ""


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost"])
def test_only_this_computer_is_spoken_to_by_http_and_only_where_it_was_added(host: str) -> None:
    assert allowed(f"http://{host}:56150/x", {f"{host}:56150"}) == f"http://{host}:56150/x/"
    assert allowed(f"https://{host}:56150/x", {f"{host}:56150"}) == f"https://{host}:56150/x/"
    assert allowed(f"http://{host}:80", {host}) == f"http://{host}/"
    assert allowed(f"http://{host}:443", {host}) == allowed(f"http://{host}:56151/", {f"{host}:56150"}) == ""
    assert allowed(f"http://{host}:56150") == ""


@pytest.mark.parametrize("host", ["teams.example", "10.0.0.1", "169.254.169.254", "0.0.0.0", "127.0.0.1.example"])  # noqa: S104 - refused
def test_no_other_host_is_spoken_to_by_http_though_it_was_added(host: str) -> None:
    assert allowed(f"http://{host}/", {host}) == ""


@given(ADDRESSES)
def test_every_reader_of_addresses_finds_the_same_listed_host_in_what_is_allowed(url: str) -> None:
    address = allowed(url, {"127.0.0.1:56150"})
    if address:
        places = {(host, 443, "https") for host in MICROSOFT} | {
            ("127.0.0.1", 56150, scheme) for scheme in ("http", "https")
        }
        yarl, split = URL(address), urlsplit(address)
        assert (yarl.host, yarl.port, yarl.scheme) in places
        assert (split.hostname, split.port or 443, split.scheme) in places
        assert str(yarl) == address == split.geturl()
        assert allowed(address, {"127.0.0.1:56150"}) == address
        assert (yarl.user, yarl.query_string, yarl.fragment) == (None, "", "")
        assert not {".", ".."} & set(yarl.parts)
