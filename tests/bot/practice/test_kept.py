"""Tests of the kept replies: shown again to the same person, and to nobody else."""

from bot.practice.kept import MOST, KeptReplies
from handlers.reply import Said
from handlers.turn import Who
from tests.fakes.canned import counted

TOM = Who("tom", "Tom Reed")
ASHA = Who("asha", "Asha Patel")


def test_a_reply_is_found_by_its_name() -> None:
    kept = KeptReplies(counted("r"))
    names = [kept.keep(TOM, Said("one", ())), kept.keep(TOM, Said("two", ()))]
    assert [kept.find(TOM, name) for name in names] == [Said("one", ()), Said("two", ())]


def test_a_reply_is_nobody_elses() -> None:
    kept = KeptReplies(counted("r"))
    assert kept.find(ASHA, kept.keep(TOM, Said("for Tom", ()))) is None


def test_the_oldest_gives_way() -> None:
    kept = KeptReplies(counted("r"))
    names = [kept.keep(TOM, Said(str(number), ())) for number in range(MOST + 1)]
    assert kept.find(TOM, names[0]) is None
    assert kept.find(TOM, names[1]) == Said("1", ())
