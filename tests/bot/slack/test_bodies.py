"""A form is read as Python itself reads one, and what cannot be text is refused."""

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.bodies import FORM, Unreadable, bolt_request

COMMAND = b"command=%2Fesafety&text="
ESCAPES = rb"a 9 + % %2 %zz %41 %C3%A9 %f0%9f%98%80 %00 %0A %25 %5C %u0041 \ \x41 \u0041 \N{BULLET} ; = ' _".split()
PIECES = st.sampled_from((*ESCAPES, "é".encode(), "日本".encode(), b"\n", b"\\\n"))


def as_python_reads_it(body: bytes) -> dict[str, str]:
    return dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict", separator="&"))


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")), max_size=5))
def test_what_was_written_into_a_form_is_read_from_it(fields: dict[str, str]) -> None:
    # Some names mean something to Bolt (`event`, `payload`): none of them begins like this.
    sent = {f"x{name}": text for name, text in fields.items()} | {"command": "/esafety"}
    assert bolt_request(urlencode(sent).encode(), FORM, {}).body == sent


@given(st.lists(PIECES, max_size=12).map(b"".join))
def test_a_form_that_nobody_escaped_well_is_read_as_python_reads_it(text: bytes) -> None:
    body = COMMAND + text
    try:
        expected = as_python_reads_it(body)
    except UnicodeDecodeError:
        with pytest.raises(Unreadable):
            bolt_request(body, FORM, {})
    else:
        assert bolt_request(body, FORM, {}).body == expected


@pytest.mark.parametrize("text", [b"%ff", b"\xff", b"%C3", b"%C3+%A9", b"%ed%a0%80", b"\xed\xa0\x80", b"%C3%zz%A9"])
def test_a_form_whose_bytes_are_no_text_is_refused(text: bytes) -> None:
    with pytest.raises(Unreadable):
        bolt_request(COMMAND + text, FORM, {})


def test_a_form_of_more_than_a_hundred_fields_is_refused() -> None:
    body = b"command=%2Fesafety" + b"&x=" * 99
    assert bolt_request(body, FORM, {}).body == {"command": "/esafety", "x": ""}
    with pytest.raises(Unreadable):
        bolt_request(body + b"&x=", FORM, {})
