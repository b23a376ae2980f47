"""What is better not written to a learner: the bundled policy's rules, and how phrases are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.replies import Advice, Problem, Replies, problems
from dialogs.typed import plain
from tests.dialogs.real import achieve
from tests.dialogs.strategies import ANY_TEXT

OPEN = "Do not suggest an answer. "
HOW_BAD = "Do not ask how bad it is. "
METHOD = "Do not ask how somebody hurts themselves. "
WHY = '"Why" can sound like blame. '
DOUBT = "This sounds as if we doubt them. "
BLAME = "This can sound like blame. "
PROMISE = "Do not promise "
SECRECY = "Never promise or ask for secrecy. "
PICTURE = "Never ask for a picture "
WHO = "They chose not to say who they are. "
BACKGROUND = "Ask about this only if they spoke of it first."
ORDER = "Do not give orders. "
SMALL = "This can make it seem small. "
SHOCK = "Shock makes it harder to say more. "
FEELINGS = "Nobody knows how somebody else feels. "

BETTER_NOT = [
    (OPEN, "did he", "Thank you for telling us, did he touch you?"),
    (OPEN, "Was it", "I read your message. Was it that man?"),
    (OPEN, "isn't it", "It is the same man as before, isn't it?"),
    (OPEN, "Were you", "Were you alone with them"),
    (OPEN, "have you done this before", "Can I ask, have you done this before?"),
    (OPEN, "and did they", "When you said no what happened and did they stop?"),
    (HOW_BAD, "how bad is", "Can you say how bad is it now?"),
    (HOW_BAD, "How much did it hurt", "How much did it hurt?"),
    (HOW_BAD, "out of 10", "What would you give it out of 10?"),
    (METHOD, "How did you hurt yourself", "How did you hurt yourself?"),
    (METHOD, "what do you cut yourself with", "Please say what do you cut yourself with."),
    (METHOD, "how would you do it", "Have you thought about how would you do it?"),
    (WHY, "Why", "Why did you go there?"),
    (WHY, "how come", "And how come nobody saw?"),
    (WHY, "why", "Can you tell us why you sent it?"),
    (DOUBT, "are you sure", "Thanks, but are you sure it was him?"),
    (DOUBT, "Is that true", "Is that true?"),
    (DOUBT, "hard to believe", "That is hard to believe."),
    (BLAME, "You should have", "You should have told us before."),
    (BLAME, "You shouldn\u2019t have", "You shouldn\u2019t have gone on that app."),
    (BLAME, "why didn't you", "So why didn't you block them?"),
    (BLAME, "did you lead", "Tell us, did you lead them on?"),
    (PROMISE, "I promise", "I promise that you will be OK."),
    (PROMISE, "we'll fix", "Thank you. Now we'll fix it."),
    (PROMISE, "it will be all right", "Try to sleep, it will be all right."),
    (PROMISE, "nothing will happen", "If you speak to us nothing will happen to you."),
    (SECRECY, "I won't tell", "I won't tell anyone about this."),
    (SECRECY, "keep this between us", "Let's keep this between us."),
    (SECRECY, "no one will know", "Talk to me and no one will know."),
    (SECRECY, "don't tell", "Please don't tell your friends."),
    (PICTURE, "send me the picture", "Could you send me the picture?"),
    (PICTURE, "upload", "You can upload the video on this page."),
    (PICTURE, "we see the screenshot", "Can we see the screenshot you have?"),
    (PICTURE, "What is in the photo", "What is in the photo?"),
    (WHO, "what is your name", "To help you, what is your name?"),
    (WHO, "who are you", "I have to ask: who are you?"),
    (WHO, "Which centre are you", "Which centre are you in?"),
    (WHO, "tell me your name", "It would help if you tell me your name."),
    (BACKGROUND, "are you gay", "Can I ask, are you gay?"),
    (BACKGROUND, "What is your religion", "What is your religion?"),
    (BACKGROUND, "Where are you from", "Where are you from?"),
    (ORDER, "You must", "You must tell the police."),
    (ORDER, "you have to", "Now you have to block her."),
    (ORDER, "You need to", "You need to come and see us."),
    (SMALL, "Calm down", "Calm down and read this."),
    (SMALL, "only a joke", "Perhaps it was meant as only a joke."),
    (SMALL, "just banter", "Some of that is just banter."),
    (SMALL, "At least it", "At least it has stopped now."),
    (SHOCK, "That's terrible", "That's terrible."),
    (SHOCK, "I am shocked", "I am shocked to read that."),
    (SHOCK, "Oh no", "Oh no! Thank you for saying so."),
    (FEELINGS, "I understand how you feel", "I understand how you feel."),
    (FEELINGS, "we know how you feel", "Here we know how you feel."),
    (FEELINGS, "You must be scared", "You must be scared."),
]

KIND = [
    "Thank you for telling us. You did the right thing. Can you say a bit more about what happened?",
    "It isn't your fault. None of this is your fault. What would help you today?",
    "We can't keep it secret if someone could get hurt. Only people who need to know will know.",
    "You don't have to say who you are, and you don't have to tell us your name. That's why you have a code.",
    "Please don't send us the picture, and don't send it to anyone. You won't be in trouble for telling us.",
    "What happened then? Take your time. You can leave bits out, and you don't have to say why.",
    "Is it still going on? If you are in danger now, ring 999. You can also ring Childline on 0800 1111.",
    "Did you tell anyone else about this? Is there an adult you trust who could sit with you?",
    "If you can, keep the messages for at least a week. Don't reply to the person.",
    "You should have someone with you when you read this. Who are you with now?",
    "I can't promise how this will end. I can say what I will do next: I will speak to one person, the lead.",
    "What did he say after that? What app did they use? When was it?",
    "You shouldn't have to deal with this on your own. We would like to help.",
    "We won't tell you off. You can stop at any time, and come back with your code when you need to talk.",
    "That sounds hard. I am glad that you told us. How are you now?",
    "Who is this about? You can say \u201ca friend\u201d or \u201cme\u201d, or leave it out.",
    "Would it help to talk to someone in person? You could choose who it is and where.",
    "It was brave of you to write. It was not your fault, and it was not your friend's fault.",
    "You don't need to keep this secret. If someone told you to keep it secret, you can still talk to us.",
    "I'll pass this to the person who keeps people safe at the centre. You must ring 999 if he comes to the house.",
    "Has anything changed since Monday? Are they near you? Does he know where you live?",
    "If you don't tell us more, that's OK. We will still do what we can with what you wrote.",
]


def checked(text: str, *advice: Advice) -> list[str]:
    """The phrases found by these rules, or by those of the bundled policy."""
    return [problem.phrase for problem in problems(Replies((), advice) if advice else achieve().replies, text)]


def anywhere(*phrases: str, unless: tuple[str, ...] = ()) -> Advice:
    return Advice(phrases, at_start=False, because="Better not.", unless=unless)


def at_start(*phrases: str) -> Advice:
    return Advice(phrases, at_start=True, because="Not to begin with.")


# ------------------------------------------------------------------------------------------------- the bundled policy


@pytest.mark.parametrize(("because", "phrase", "text"), BETTER_NOT)
def test_what_is_better_not_written_is_found_with_its_reason(because: str, phrase: str, text: str) -> None:
    found = problems(achieve().replies, text)

    assert [problem.phrase for problem in found if problem.because.startswith(because)] == [phrase], found


def test_every_rule_has_at_least_three_examples_here() -> None:
    for advice in achieve().replies.advice:
        assert sum(advice.because.startswith(because) for because, _, _ in BETTER_NOT) >= 3, advice.because


@pytest.mark.parametrize("text", KIND)
def test_a_kind_and_plain_reply_is_let_pass(text: str) -> None:
    assert problems(achieve().replies, text) == ()


def test_every_opener_passes_the_rules_and_has_short_sentences() -> None:
    openers = achieve().replies.openers

    assert 5 <= len(openers) <= 8
    for opener in openers:
        assert problems(achieve().replies, opener) == ()
        sentences = opener.replace("?", ".").rstrip(".").split(".")
        assert len(sentences) <= 2
        assert all(len(sentence.split()) <= 15 for sentence in sentences)


@pytest.mark.parametrize(
    "text", ["dont tell anyone", "DON\u2019T   TELL anyone", "do\u00adn't te\u200bll", "*Don't* _tell_", "don't\ntell"]
)
def test_a_phrase_is_found_however_it_is_typed(text: str) -> None:
    assert len(checked(text)) == 1


@given(ANY_TEXT)
def test_no_text_is_too_strange_and_every_phrase_stands_in_it(text: str) -> None:
    assert all(phrase in text for phrase in checked(text))


@given(st.text(st.characters(exclude_categories=["L"])).filter(lambda text: not any(map(str.isalpha, plain(text)))))
def test_nothing_is_found_in_a_text_without_letters(text: str) -> None:
    assert checked(text) == []


@pytest.mark.parametrize("repeated", ["You can say what you need to now. ", "did he ", "w\u0301hy\u200b ", "!", "a "])
def test_three_thousand_characters_are_checked_and_the_same_advice_comes_once(repeated: str) -> None:
    found = problems(achieve().replies, (repeated * 3000)[:3000])

    assert len({each.because for each in found}) == len(found)


# -------------------------------------------------------------------------------------------------- how phrases match


def test_each_problem_carries_the_words_as_they_stand_and_what_to_do_instead() -> None:
    found = problems(Replies((), (anywhere("why didn't you"),)), "Then WHY  didnt, you?")

    assert found == (Problem("WHY  didnt, you", "Better not."),)


def test_problems_are_in_the_order_of_the_text_and_the_same_advice_is_given_once() -> None:
    two = (anywhere("bad", "worse"), Advice(("sad",), at_start=False, because="Cheer."))

    assert checked("Sad, worse, bad and sad.", *two) == ["Sad", "worse"]


def test_of_phrases_that_begin_at_one_word_the_longest_is_named() -> None:
    assert checked("Why didn't you go?", anywhere("why", "why didn't you")) == ["Why didn't you"]


def test_only_whole_words_are_found() -> None:
    assert checked("a whyte cat", anywhere("why", "hyte")) == []
    assert checked("self-harm", anywhere("self harm")) == ["self-harm"]


def test_a_phrase_does_not_go_on_beyond_the_end_of_a_sentence_but_over_a_pause() -> None:
    rule = anywhere("didn't you")

    assert checked("He didn't. You did well. They didn't! You?\nNo, didn't\n\nyou", rule) == []
    assert checked("I hope they didn't... you know", rule) == ["didn't... you"]


@pytest.mark.parametrize("text", ["Did he?", "Thanks. did he?", "Hi\ndid he?", "Tell me, did he?", "\U0001f642 did he"])
def test_a_sentence_begins_after_any_mark_or_in_a_new_line(text: str) -> None:
    assert len(checked(text, at_start("did he"))) == 1


def test_what_counts_only_at_the_start_is_let_pass_elsewhere() -> None:
    assert checked("What did he say?", at_start("did he")) == []


def test_words_that_make_a_phrase_right_do_so_only_where_they_share_a_word_with_it() -> None:
    rule = anywhere("send us", unless=("don't send", "send us word"))

    assert checked("Please don't send us it. Send us word.", rule) == []
    assert checked("Please don't. Send us it.", rule) == ["Send us"]


def test_what_makes_a_phrase_right_in_one_rule_changes_nothing_in_another() -> None:
    other = Advice(("us",), at_start=False, because="Say who.")

    assert checked("don't send us it", anywhere("send us", unless=("don't send us",)), other) == ["us"]


def test_a_policy_without_rules_finds_nothing() -> None:
    assert problems(Replies(), "Why did you?") == ()


def test_a_phrase_without_words_is_found_nowhere() -> None:
    assert checked("?", anywhere("?")) == []
