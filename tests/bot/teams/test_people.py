"""Who somebody on Teams is to the bot."""

from pathlib import Path

from bot import organisation
from bot.teams.people import who
from handlers.turn import Who

EXAMPLE = organisation.load(Path(__file__).parents[3] / "organisation.example.yaml")
ASHA = EXAMPLE.people["asha"]
TENANT = "t-1"


def test_somebody_of_the_organisation_is_known_by_their_object_id() -> None:
    sent = {"from": {"id": "29:x", "name": "Somebody Else", "aadObjectId": ASHA.teams.upper()}}
    assert who(EXAMPLE, sent, TENANT) == Who("asha", ASHA.name)


def test_a_stranger_is_known_by_tenant_and_object_id_whatever_their_name() -> None:
    sent = {"from": {"id": "29:x", "name": ASHA.name, "aadObjectId": "0F0F"}}
    found = who(EXAMPLE, sent, TENANT)
    assert found.key == "teams:t-1:0f0f"
    assert found.name.startswith(f"{ASHA.name} (")
    assert "0f0f" in found.name


def test_somebody_without_an_object_id_is_nobody_of_the_organisation() -> None:
    assert who(EXAMPLE, {"from": {"id": "29:x", "name": ASHA.name}}, TENANT).key == "teams:t-1:29:x"
    assert who(EXAMPLE, {}, TENANT).key == "teams:t-1:"
