import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.keyring import Keyring, KeyringMissing, KeyringUnreadable
from tests.storage.examples import KEYRING, NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keyring.json"


def test_a_keyring_is_read_as_it_was_made(path: Path) -> None:
    made = Keyring.create(path, NOW)
    assert Keyring.load(path) == made
    assert made.writing_epoch == 202611


def test_only_its_owner_may_read_the_file(path: Path) -> None:
    Keyring.create(path, NOW)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["keyring.json"]


def test_no_two_keys_are_the_same(path: Path, tmp_path: Path) -> None:
    first, second = Keyring.create(path, NOW), Keyring.create(tmp_path / "other", NOW)
    keys = [
        key
        for each in (first, second)
        for key in (each.find, each.audit, each.ref, each.code, each.pepper, each.salt, *each.keks.values())
    ]
    assert len(set(keys)) == 14
    assert {len(key) for key in keys} == {16, 32}


def test_a_keyring_is_never_replaced(path: Path) -> None:
    made = Keyring.create(path, NOW)
    with pytest.raises(FileExistsError):
        Keyring.create(path, NOW)
    assert Keyring.load(path) == made
    assert len(list(path.parent.iterdir())) == 1


def test_a_missing_keyring_is_said_to_be_missing(path: Path) -> None:
    with pytest.raises(KeyringMissing, match="There is no keyring at"):
        Keyring.load(path)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_keyring_that_others_may_read_is_refused(path: Path, mode: int) -> None:
    Keyring.create(path, NOW)
    path.chmod(mode)
    with pytest.raises(KeyringUnreadable, match="chmod 600"):
        Keyring.load(path)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "7", "{}", '{"version": 1, "keks": []}', "\udcff"],
    ids=["empty", "cut", "list", "number", "no keys", "keks a list", "not text"],
)
def test_a_file_that_is_no_keyring_is_refused(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(KeyringUnreadable):
        Keyring.load(path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("find", "c2hvcnQ="),
        ("salt", "?"),
        ("audit", 7),
        ("keks", {}),
        ("keks", {"november": ""}),
        ("version", 2),
    ],
)
def test_a_keyring_with_a_bad_key_is_refused_whole_without_showing_a_key(path: Path, name: str, value: object) -> None:
    Keyring.create(path, NOW)
    stored = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(stored | {name: value}), encoding="utf-8")
    with pytest.raises(KeyringUnreadable) as refused:
        Keyring.load(path)
    assert not any(str(key) in str(refused.value) for key in stored.values() if isinstance(key, str))


def test_a_folder_is_no_keyring(path: Path) -> None:
    path.mkdir()
    with pytest.raises(KeyringUnreadable, match="cannot be read"):
        Keyring.load(path)


def test_no_key_shows_in_its_text(path: Path) -> None:
    assert repr(Keyring.create(path, NOW)) == "Keyring()"


def test_the_newest_epoch_writes() -> None:
    keks = {202612: b"n" * 32, 202611: b"o" * 32, 202701: b"x" * 32}
    assert Keyring(b"", b"", b"", b"", b"", b"", keks).writing_epoch == 202701


def test_the_epoch_is_the_month_in_which_the_keyring_was_made(path: Path) -> None:
    assert list(Keyring.create(path, datetime(2027, 1, 31, tzinfo=UTC)).keks) == [202701]


def test_the_mark_tells_keyrings_apart_and_stays_when_a_new_epoch_begins() -> None:
    def with_(find: bytes, audit: bytes, keks: dict[int, bytes]) -> str:
        return Keyring(find, audit, b"r" * 32, b"c" * 32, b"p" * 32, b"s" * 16, keks).mark()

    assert with_(b"f" * 32, b"a" * 32, {202612: b"n" * 32}) == KEYRING.mark()
    assert with_(b"F" * 32, b"a" * 32, {}) != KEYRING.mark()
    assert with_(b"f" * 32, b"A" * 32, {}) != KEYRING.mark()


def test_a_blind_index_depends_on_the_name_and_on_what_it_is_for() -> None:
    assert KEYRING.blind("draft", "Kim") == KEYRING.blind("draft", "Kim")
    assert len({KEYRING.blind("draft", "Kim"), KEYRING.blind("draft", "kim"), KEYRING.blind("case", "Kim")}) == 3
