"""What only the plain web page says can be read at eleven, like everything else that a learner reads."""

import pytest

from bot.tell import tell_words
from tests.dialogs.test_readability import avoided, of_wording, too_hard

TEXTS = tuple(
    dict.fromkeys(
        text
        for name, value in vars(tell_words).items()
        if name.isupper() or name == "belongs_to"
        for text in of_wording(value)
    )
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_learner_of_eleven_can_read_it_and_none_of_the_avoided_words_stands_in_it(text: str) -> None:
    assert (too_hard(text), avoided(text)) == ([], [])
    assert len(TEXTS) > 20
