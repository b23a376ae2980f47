"""The example organisation, as if somebody had put real people in: with what is made up nobody may go live."""

from pathlib import Path

from bot.config import CHECKOUT


def real_people() -> str:
    """The text of such an organisation file."""
    text = (CHECKOUT / "organisation.example.yaml").read_text(encoding="utf-8")
    return text.replace("01632 96", "01632 97").replace("example.org", "ours.org.uk")


def written(folder: Path) -> Path:
    """The same as a file in this folder."""
    file = folder / "real_people.yaml"
    file.write_text(real_people(), encoding="utf-8")
    return file
