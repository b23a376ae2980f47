"""Every conversation, by its name."""

from tests.scenarios.alerting import ALERTING
from tests.scenarios.asking import ASKING
from tests.scenarios.due import DUE
from tests.scenarios.kept import DESTROYING
from tests.scenarios.reports import WRITING
from tests.scenarios.telling import TELLING
from tests.scenarios.worked import WORKED
from tests.scenarios.working import WORKING

EVERY = {**WRITING, **ALERTING, **DUE, **TELLING, **ASKING, **WORKING, **WORKED, **DESTROYING}
