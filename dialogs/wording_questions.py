"""What the bot says when a question goes to a person, and to whoever answers it and looks after what is found."""

HELPED = "This helped"
NOT_HELPED = "Not what I asked"
THANKS = "Thank you"
THANKS_HELPED = "I have counted that these words helped. I have not kept who said so, or what you asked."
THANKS_NOT_HELPED = "I have counted that these words did not help. I have not kept who said so, or what you asked."
NOT_COUNTED = "I could not count it just now. Nothing else is lost."

YOUR_QUESTION = "Your question"
YOUR_QUESTION_HINT = "Please leave out other people's names."
SEND = "Send"
EMPTY = "Write something first."
NO_CODE = "That looks like a code from us. Don't send it to anyone. Press I have a code, and write it there."
DANGER = "If you or someone else could get hurt, ring 999 now. An answer here can take days."
NOBODY_ANSWERS = "Nobody can be asked here at the moment."
TOO_MANY = "This is not sent: too many of your questions have no answer yet. Please ring, or wait for the answers."

SENT = "Your question is kept"
SENT_WHAT = "When there is an answer, you get a message here."
MAYBE_TROUBLE = "If you or someone else could get hurt, ring 999 now. A person will answer, at any time of day."
DO_NOT_WAIT = "It reads as if somebody may be in trouble. Do not wait for an answer: tell someone now, or report it."
NOT_SENT = "Your question is not sent: it could not be stored. What you wrote is still here. Press Send to try again."
NOT_CERTAIN = "I can't tell yet whether your question was stored. Press Send again: it is kept only once."
NO_SUCH = "There is no such question"
NO_SUCH_WHAT = ("It may have been answered some months ago. Such questions are deleted 90 days after the answer.",)

WAITING_TITLE = "Questions about the policy"
YOURS_TITLE = "Your questions"
OPEN = "Open"
ANSWER = "Answer"
READ = "Read the answer"
YOUR_ANSWER = "Your answer"
YOUR_ANSWER_HINT = "Whoever asked reads it here. Please leave out other people's names."
ANSWER_EMPTY = "Write an answer first."
ANSWER_KEPT = "Your answer is kept"
ANSWER_KEPT_WHAT = "Whoever asked gets a message that there is one."
ANSWER_NOT_SENT = (
    "Your answer is not sent: it could not be stored. What you wrote is still here. Press Send to try again."
)
ANSWER_NOT_CERTAIN = "I can't tell yet whether your answer was stored. Press Send again: it is kept only once."
NOT_ADDED = "It is not added: it could not be stored. What you wrote is still here. Press Add to try again."
NOBODY_YET = "Nobody has answered yet. You get a message when somebody has."

TO_ANSWER = "Waiting for an answer"
NONE_TO_ANSWER = "Nothing is waiting."
ANSWERED = "Answered in the last 90 days"
GAPS = "What the policy did not answer"
GAPS_WHAT = (
    "Counted since this version of the policy came into use. Fewer than five are not shown. Nobody's name is kept."
)
NO_GAPS = "No part of the policy has five yet."
ADDED = "Questions that were added"
NONE_ADDED = "None yet. Add one, and whoever asks the like is shown the passage that you choose."
URGENT = "May be about somebody in trouble"

TEACH = "Add a question"
TEACH_THIS = "Let others find it in the policy"
TEACH_WHAT = "Write a question as people ask it. Then choose the passage that answers it."
TEACH_FIND = "Words of the passage, if you know some"
TEACH_FIND_HINT = "For when the right one is not offered below."
TEACH_PASSAGE = "Which passage answers it?"
TEACH_PASSAGE_HINT = "If none fits, write other words above and look again."
TEACH_LOOK = "Look for passages"
TEACH_ADD = "Add"
TEACH_CHOOSE = "Choose the passage that answers it, or look again with other words."
TEACH_TROUBLE = (
    "I would take this for somebody in trouble, and show whom to ring: it never gets an answer from the policy. "
    "Write it another way."
)
TAUGHT = "Added"
TAUGHT_WHAT = "From now on, whoever asks this is shown that passage, in the policy's words."
REMOVE = "Remove"
REMOVED = "Removed"
REMOVED_WHAT = "From now on the question is answered as it was before."
FULL = "There are 500 questions already. Remove some first."


def hand_over(role: str) -> str:
    """The button that asks a person. `role` is what the policy calls whoever answers."""
    return f"Ask the {role}"


def who_reads(who: str) -> str:
    """Who reads a question."""
    return f"{who} can read what you write, and your name. You get the answer here."


def told(who: str) -> str:
    """Who hears of a question that was sent."""
    return f"A message that there is one goes to {who}."


def question_waits(*, urgent: bool) -> tuple[str, ...]:
    """The message to whoever answers questions. It holds nobody's words."""
    if urgent:
        return ("Somebody sent you a question, and may be in trouble. Please read it now.",)
    return ("Somebody has a question about the policy for you.",)


ANSWER_WAITS = ("Your question has an answer.",)


def asked_by(name: str, day: str) -> str:
    """A question in a list, without its words."""
    return f"{name}, {day}"


def asked_on(day: str) -> str:
    """One's own question in a list, without its words."""
    return f"Asked on {day}"


def answered_by(name: str, day: str) -> str:
    """How a question stands."""
    return f"Answered by {name}, {day}" if name else f"Answered on {day}"


def answered_before(how: str, text: str) -> str:
    """Why an answer was not sent, with its words."""
    return f"{how}. Yours was not sent. You wrote: {text}"


def missed(count: int, helped: int) -> str:
    """How often a part of the policy did not answer."""
    also = f" The words shown helped {helped} times." if helped else ""
    return f"Not answered {count} times.{also}"


def count_waiting(count: int) -> str:
    """The button to the questions, with how many wait."""
    return f"{WAITING_TITLE} ({count})" if count else WAITING_TITLE
