"""What the bot says when a question goes to a person, and to whoever answers it and looks after what is found."""

HELPED = "This helped"
NOT_HELPED = "Not what I asked"
THANKS = "Thank you"
COUNTED = "I have counted it. I have not kept who said so, or what you asked."
COUNTED_ALREADY = "You have told me about this part before. I count each person once."
NOT_COUNTED_OURS = "You see the numbers, so yours are not counted: or you could work out the others'."
NOT_COUNTED = "I may not have counted it. Nothing else is lost."

YOUR_QUESTION = "Your question"
YOUR_QUESTION_HINT = "Please leave out other people's names."
SEND = "Send"
EMPTY = "Write something first."
NO_CODE = "That looks like a code from us. Don't send it to anyone. Press I have a code, and write it there."
DANGER = "If you or someone else could get hurt, ring 999 now. An answer here can take days."
NOBODY_ANSWERS = "Nobody can be asked here at the moment."
NO_REPORT = "This is a question, and no report. To report something, or to tell someone, press a button below."
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
ADDING_NOT_CERTAIN = "I can't tell yet whether it was added. Press Add again: it is added only once."
NOT_ADDED = "It is not added: it could not be stored. What you wrote is still here. Press Add to try again."
NOBODY_YET = "Nobody has answered yet. You get a message when somebody has."

TO_ANSWER = "Waiting for an answer"
NONE_TO_ANSWER = "Nothing is waiting."
ANSWERED = "Answered last (20 at most)"
GAPS = "What the policy did not answer"
GAPS_WHAT = (
    "Counted since this version of the policy came into use. Numbers are rounded down to fives. Nobody's name is kept."
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
TEACH_NO_WORDS = "I see no words that I could find again. I read English letters and numbers only."
TEACH_CHOOSE = "Choose the passage that answers it, or look again with other words."
TEACH_TROUBLE = (
    "I take this for somebody who may be in trouble, or wants to report: they are shown where to turn. "
    "Write it as a calm question."
)
TAUGHT = "Added"
TAUGHT_WHAT = "From now on, whoever asks this is shown that passage, in the policy's words."
REMOVE = "Remove"
REMOVED = "Removed"
NOT_REMOVED = "It may not be removed"
NOT_REMOVED_WHAT = "I could not store it in time. Look at the list, and remove it again if it is still there."
PASSAGE_GONE = "Its passage is not in this version of the policy: it answers nothing. Remove it."
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


def there_already(question: str, place: str) -> str:
    """Why a question is not added: one that is the same was."""
    return f'This is there already: "{question}", answered by {place}. Remove that one first.'


def damaged(count: int) -> str:
    """Above a list, when some of it cannot be opened."""
    return f"{count} cannot be opened: their record is damaged. Tell whoever runs the bot now."


def answered_before(how: str, text: str) -> str:
    """Why an answer was not sent, with its words."""
    return f"{how}. Yours was not sent. You wrote: {text}"


def missed(count: int, helped: int) -> str:
    """How often a part of the policy did not answer."""
    also = f" The words shown helped at least {helped} times." if helped else ""
    return f"Not answered at least {count} times.{also}"


def count_waiting(count: int) -> str:
    """The button to the questions, with how many wait."""
    return f"{WAITING_TITLE} ({count})" if count else WAITING_TITLE
