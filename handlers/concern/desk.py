"""What the handlers of anonymous concerns are given."""

from dataclasses import dataclass, replace

from dialogs.forms import Form
from dialogs.organisation import Anonymous
from dialogs.reporting import ConcernRules
from handlers.desk import Desk
from storage.stretching import Stretching


@dataclass(frozen=True, slots=True)
class ConcernDesk:
    """The desk, and how learners may tell us something here: the plain web page offers less than a platform."""

    desk: Desk
    settings: Anonymous

    @property
    def stretching(self) -> Stretching:
        """The keys that follow from codes."""
        return self.desk.stretching

    @property
    def rules(self) -> ConcernRules | None:
        """The policy's rules, or None where it has none."""
        return self.desk.policy.reporting.concern

    @property
    def offers(self) -> bool:
        """Whether somebody can begin to tell us something. Codes that were given out open what they opened even so."""
        return self.rules is not None and (self.settings.named or self.settings.code_only)


def form_of(at: ConcernDesk, rules: ConcernRules) -> Form:
    """What a learner fills in. With one mode only, nobody is asked which."""
    form = at.desk.policy.forms[rules.form]
    if at.settings.named and at.settings.code_only:
        return form
    asked = tuple(screen for screen in form.screens if all(field.id != rules.how for field in screen.fields))
    return replace(form, screens=asked)
