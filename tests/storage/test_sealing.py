import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from storage.failures import SealBroken
from storage.sealing import Key, Place, epoch_of, new_key, seal, unseal

KEY = Key(bytes(range(32)), 202611)
PLACE = Place("cases", "content", "case-1")

KNOWN = (
    "010003177397b2817aa418c707963efb5a00f9b94417d857b0aa78ea5ed779cb55e04303a07259db46726a913636a542"
    "c6f3391d888d2d994875cbb93718d3afabf5c98ef85d3f852c5806bafe03f47109611b1ffa1d10f67c9628893be32ec5"
    "275bca0f60e54208e0078e42739eaf1dbea4e6906e1cc1cfcfb62572efc6d0f5389c48c82ef401f9e18d967776cc91af"
    "fcbaa350538181429ca7636c49bc03a53fee9d8382cc28e52f24c9faa9eafaa2c8909e33dde7878f89d88e7dfacbfed2"
    "70839868648b914215713afc4893e03a393e660832e500084a2f8292faf1b4db5ab9d01862c465d4453a92bc580b1637"
    "d68838ea785a06dfffe9d0a259c71dbd31715c75c5959fa2647e14b2d3afe712b65cb11c896ec084aa425f3d1d0e375f"
    "cb"
)


def test_the_cipher_agrees_with_nist() -> None:
    # NIST's gcmEncryptExtIV256.rsp: 256-bit key, 96-bit nonce, 128-bit text, 128-bit associated data, count 0.
    key = bytes.fromhex("92e11dcdaa866f5ce790fd24501f92509aacf4cb8b1339d50c9c1240935dd08b")
    nonce = bytes.fromhex("ac93a1a6145299bde902f21a")
    text = bytes.fromhex("2d71bcfa914e4ac045b2aa60955fad24")
    associated = bytes.fromhex("1e0889016f67601c8ebea4943bc23ad6")
    expected = "8995ae2e6df3dbf96fac7b7137bae67feca5aa77d51d4a0a14d9c51e1da474ab"
    assert AESGCM(key).encrypt(nonce, text, associated).hex() == expected


def test_the_format_is_as_it_is_written_down() -> None:
    sealed = seal(KEY, PLACE, b"words")
    assert sealed[0] == 1
    assert sealed[1:5] == (202611).to_bytes(4, "big")
    padded = AESGCM(KEY.secret).decrypt(sealed[5:17], sealed[17:], b"esafety-bot|v1|cases|content|case-1|202611")
    assert padded == b"\0\0\0\x05words" + bytes(247)


def test_what_was_sealed_once_opens_for_ever() -> None:
    assert unseal(KEY, PLACE, bytes.fromhex(KNOWN)) == b"sealed in 2026"


@given(st.binary(max_size=5000))
def test_what_is_sealed_opens_again(content: bytes) -> None:
    assert unseal(KEY, PLACE, seal(KEY, PLACE, content)) == content


def test_every_flipped_bit_of_every_byte_is_noticed() -> None:
    sealed = seal(KEY, PLACE, b"words")
    for index in range(len(sealed)):
        for bit in range(8):
            changed = bytearray(sealed)
            changed[index] ^= 1 << bit
            with pytest.raises(SealBroken):
                unseal(KEY, PLACE, bytes(changed))


@pytest.mark.parametrize("length", [0, 1, 5, 17, 100, 288])
def test_a_cut_value_does_not_open(length: int) -> None:
    with pytest.raises(SealBroken):
        unseal(KEY, PLACE, seal(KEY, PLACE, b"words")[:length])


@pytest.mark.parametrize(
    "elsewhere",
    [Place("drafts", "content", "case-1"), Place("reports", "answers", "case-1"), Place("cases", "content", "case-2")],
)
def test_a_value_that_was_moved_does_not_open(elsewhere: Place) -> None:
    with pytest.raises(SealBroken):
        unseal(KEY, elsewhere, seal(KEY, PLACE, b"words"))


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(SealBroken):
        unseal(new_key(202611), PLACE, seal(KEY, PLACE, b"words"))


def test_a_value_cannot_pretend_to_another_epoch() -> None:
    sealed = seal(KEY, PLACE, b"words")
    assert epoch_of(sealed) == 202611
    with pytest.raises(SealBroken):
        unseal(KEY, PLACE, sealed[:1] + (202612).to_bytes(4, "big") + sealed[5:])


def test_the_same_words_never_look_the_same_twice() -> None:
    assert len({seal(KEY, PLACE, b"words") for _ in range(100)}) == 100


@pytest.mark.parametrize(("length", "size"), [(0, 256), (252, 256), (253, 512), (508, 512), (509, 1024), (3000, 4096)])
def test_lengths_are_hidden_in_powers_of_two(length: int, size: int) -> None:
    assert len(seal(KEY, PLACE, b"x" * length)) == 17 + size + 16


def test_nothing_is_sealed_for_a_column_that_is_not_declared() -> None:
    with pytest.raises(ValueError, match=r"cases\.reference is not declared as sealed"):
        seal(KEY, Place("cases", "reference", "case-1"), b"words")


def test_a_key_does_not_show_its_secret() -> None:
    assert repr(KEY) == "Key(epoch=202611)"
