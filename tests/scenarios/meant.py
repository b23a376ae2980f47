"""Which button somebody means: what it does, and which of several that do the same."""

from dialogs.alerts import Press

PRESSED = {press: press.value.replace(" ", "_") for press in Press}
"""What a button is called on the chat platforms."""


def is_meant(wanted: str, label: str, about: str) -> bool:
    """Whether a button is the one that is `wanted`, if any is: by its label, its task, or its task and its item.

    What a button of case work is about is "<task>.<case>" or "<task>.<case>.<item>": "step A1" means the one of A1.
    """
    task, _, rest = about.partition(".")
    item = rest.partition(".")[2]
    return wanted in {"", label, task, f"{task} {item}"}
