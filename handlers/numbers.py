"""Whom to ring or turn to: signposts of the policy and numbers of the organisation, as they may be shown today.

What was never checked says so; what has expired is not shown at all.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dialogs import wording
from dialogs.organisation import LocalAuthority, Organisation
from dialogs.policy import Policy, Signpost
from handlers.reply import Number

LOCAL_AUTHORITY_CONTACTS = {
    "front_door": "Children's services",
    "lado": "Local authority designated officer (LADO)",
    "out_of_hours": "Children's services, out of hours",
}


def numbers(
    contacts: Iterable[str], policy: Policy, organisation: Organisation, today: date, centre: str = ""
) -> tuple[Number, ...]:
    """The contacts with these ids, in order and each once. `centre` narrows down the local authority."""
    found: list[Number] = []
    for contact in dict.fromkeys(contacts):
        if contact in LOCAL_AUTHORITY_CONTACTS:
            found += (_of_authority(each, contact) for each in _authorities(organisation, centre))
        elif not _expired(policy.signposts[contact], today):
            found.append(_of_signpost(policy.signposts[contact]))
    return tuple(number for number in found if number.contact or number.link)


def plain_numbers(
    contacts: Iterable[str], policy: Policy, today: date, *, all_of_them: bool = False
) -> tuple[Number, ...]:
    """The contacts that have plain words, for learners, in those words; in order and each once.

    With `all_of_them` also those that have none, in the words they have.
    """
    found = (policy.signposts[each] for each in dict.fromkeys(contacts) if each in policy.signposts)
    return tuple(
        replace(_of_signpost(signpost), use=signpost.plain or signpost.use)
        for signpost in found
        if (signpost.plain or all_of_them) and not _expired(signpost, today)
    )


def _expired(signpost: Signpost, today: date) -> bool:
    return signpost.expires is not None and signpost.expires < today


def _of_signpost(signpost: Signpost) -> Number:
    unverified = "" if signpost.checked else wording.UNVERIFIED
    return Number(
        signpost.name, signpost.contact, signpost.use, signpost.hours, signpost.cost, signpost.link, unverified
    )


def _authorities(organisation: Organisation, centre: str) -> tuple[LocalAuthority, ...]:
    chosen = organisation.centres.get(centre)
    if chosen is not None and chosen.local_authority in organisation.local_authorities:
        return (organisation.local_authorities[chosen.local_authority],)
    return tuple(organisation.local_authorities.values())


def _of_authority(authority: LocalAuthority, contact: str) -> Number:
    phone = {
        "front_door": authority.front_door,
        "lado": authority.lado,
        "out_of_hours": authority.out_of_hours,
    }[contact]
    unverified = "" if authority.checked else wording.UNVERIFIED
    return Number(f"{LOCAL_AUTHORITY_CONTACTS[contact]}, {authority.name}", phone, "", "", "", "", unverified)
