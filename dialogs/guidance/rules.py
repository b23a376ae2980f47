"""What a policy says about guidance besides its passages: whom to show to whoever is in trouble, other policies."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class OtherPolicy:
    """A policy that this one names and does not hold. `says` are phrases by which a question asks for it."""

    name: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guidance:
    """`trouble`: the signposts, by id, for whoever may be in trouble. `panel`: the fewer above an answer, if in doubt.

    `plain`: what a passage means for a learner, by its id, in words that a person wrote. `answers`: the roles that
    answer what the policy does not; without any, nobody is asked.
    """

    trouble: tuple[str, ...] = ()
    panel: tuple[str, ...] = ()
    others: tuple[OtherPolicy, ...] = ()
    plain: Mapping[str, str] = field(default_factory=dict)
    answers: tuple[str, ...] = ()
