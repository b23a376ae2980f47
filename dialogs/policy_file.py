"""Turns the files of a policy into a `Policy`, or lists everything that is wrong with them, with file and line.

Reading the folder is kept apart from understanding it, so that the bytes of a version can be stored and understood
again. Refuses a policy with any fault: nothing is guessed.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from dialogs import policy_parts
from dialogs.casework.rules import Casework
from dialogs.faults import Fault, listing
from dialogs.forms import Form
from dialogs.guidance.rules import Guidance
from dialogs.policy import Policy, Procedure, ProcedureKind
from dialogs.policy_casework import read_casework
from dialogs.policy_checks import quote_faults, reference_faults
from dialogs.policy_concern import known_fields
from dialogs.policy_forms import read_form
from dialogs.policy_guidance import read_guidance
from dialogs.policy_procedures import read_procedures
from dialogs.policy_replies import read_replies
from dialogs.policy_reporting import read_reporting
from dialogs.replies import Replies
from dialogs.yaml_lines import Node, read
from dialogs.yaml_table import Findings, Noted, Table, tables

TEXT = "policy.txt"
PARTS = (
    "policy.yaml",
    "passages.yaml",
    "obligations.yaml",
    "errata.yaml",
    "signposts.yaml",
    "procedures.yaml",
    "overlays.yaml",
    "routes.yaml",
    "categories.yaml",
    "severities.yaml",
    "reporting.yaml",
)
REPLIES, GUIDANCE, CASEWORK = "replies.yaml", "guidance.yaml", "casework.yaml"
"""The files that a policy may do without."""
A_FORM = re.compile(r"forms/[^/]+\.yaml")
DECLARED_IN = {
    "role": "policy.yaml",
    "owner": "policy.yaml",
    "passage": "passages.yaml",
    "source": "obligations.yaml",
    "erratum": "errata.yaml",
    "signpost": "signposts.yaml",
    "contact": "signposts.yaml",
    "procedure": "procedures.yaml",
    "overlay": "overlays.yaml",
    "route": "routes.yaml",
    "category": "categories.yaml",
    "step": "procedures.yaml",
    "procedure or overlay": "overlays.yaml",
    "decision": "casework.yaml",
    "outcome of closing": "casework.yaml",
}
"""The file that declares each kind of thing that others refer to. Quotes are in the policy's text."""


class PolicyUnreadable(Exception):
    """The folder of a policy cannot be read. The message says which, and what to do."""


class PolicyFaulty(Exception):
    """The files do not make a policy. `faults` are all that is wrong; correct them and load it again."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(listing(faults))
        self.faults = faults


def load(folder: Path) -> Policy:
    """The policy in that folder. Raises `PolicyUnreadable` or `PolicyFaulty`."""
    return parse(read_folder(folder))


def read_folder(folder: Path) -> dict[str, bytes]:
    """Every file that makes the policy, by its name in the folder: policy.txt and YAML files that are not hidden.

    Raises `PolicyUnreadable` when the folder or one of the files cannot be read.
    """
    if not folder.is_dir():
        raise PolicyUnreadable(f"{folder} is not a folder: name the folder that holds the policy's files.")
    found = (path for path in folder.rglob("*") if path.name == TEXT or path.suffix == ".yaml")
    paths = sorted(path for path in found if not path.name.startswith("."))
    try:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    except OSError as error:
        raise PolicyUnreadable(f"{error.filename} cannot be read: {error.strerror}.") from error


def parse(files: Mapping[str, bytes]) -> Policy:
    """The policy that those files make. Raises `PolicyFaulty` with every fault found in them."""
    reading = _Reading(files)
    policy = reading.policy()
    findings = reading.findings
    faults = {
        *findings.faults,
        *reference_faults(policy, reading.checkable(findings.references)),
        *quote_faults(policy.text, reading.checkable(findings.quotes)),
    }
    if faults:
        raise PolicyFaulty(tuple(sorted(faults)))
    return policy


def version(files: Mapping[str, bytes]) -> str:
    """The SHA-256 (hex) of the files' names and contents."""
    digest = hashlib.sha256()
    for name, data in sorted(files.items()):
        digest.update(f"{name}\0{len(data)}\0".encode(errors="surrogateescape"))
        digest.update(data)
    return digest.hexdigest()


class _Reading:
    """One reading of a policy's files, which gathers its findings."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.findings = Findings()
        self.unread: set[str] = set()

    def policy(self) -> Policy:
        """The policy as far as it can be understood; it counts only if there are no faults."""
        about = self._table("policy.yaml")
        forms = self._forms()
        policy = Policy(
            about.text("id"),
            version(self.files),
            about.text("title"),
            about.text("dated"),
            about.text("banner", ""),
            self._text(),
            policy_parts.read_roles(about.table("roles")),
            policy_parts.read_passages(self._tables("passages.yaml")),
            policy_parts.read_obligations(self._tables("obligations.yaml")),
            policy_parts.read_errata(self._tables("errata.yaml")),
            policy_parts.read_signposts(self._table("signposts.yaml")),
            self._procedures(),
            policy_parts.read_routes(self._table("routes.yaml")),
            policy_parts.read_categories(self._table("categories.yaml")),
            policy_parts.read_severities(self._table("severities.yaml")),
            forms,
            read_reporting(self._table("reporting.yaml"), forms),
            self._replies(),
            self._guidance(),
            self._casework(forms),
        )
        about.done()
        return policy

    def checkable(self, several: Iterable[Noted]) -> tuple[Noted, ...]:
        """Those that do not depend on a file that could not be read: one fault must not look like a hundred."""
        return tuple(noted for noted in several if _declared_in(noted) not in self.unread)

    def _text(self) -> str:
        try:
            return self.files[TEXT].decode("utf-8-sig")
        except KeyError:
            self._fault(TEXT, "this file is missing")
        except UnicodeDecodeError:
            self._fault(TEXT, "this is not UTF-8 text: save the file as UTF-8")
        self.unread.add(TEXT)
        return ""

    def _procedures(self) -> dict[str, Procedure]:
        taken: set[str] = set()
        own = read_procedures(self._table("procedures.yaml"), ProcedureKind.POLICY, taken)
        overlays = self._table("overlays.yaml")
        added = read_procedures(overlays, ProcedureKind.OVERLAY, taken)
        for name in sorted(own.keys() & added.keys()):
            overlays.fault(overlays.line_of(name), f"'{name}' is a procedure of the policy already")
        return own | added

    def _forms(self) -> dict[str, Form]:
        forms: dict[str, Form] = {}
        for name in sorted(self.files):
            if name in {*PARTS, REPLIES, GUIDANCE, CASEWORK, TEXT}:
                continue
            if not A_FORM.fullmatch(name):
                self._fault(name, "a policy has no such file: look for a slip in its name")
                continue
            form = read_form(self._table(name))
            if not form.screens:
                self.unread.add(name)
                continue
            if form.id and name != f"forms/{form.id}.yaml":
                self._fault(name, f"the file of the form '{form.id}' must be called forms/{form.id}.yaml")
            forms[form.id] = form
        if not any(A_FORM.fullmatch(name) for name in self.files):
            self._fault("forms", "there must be at least one form in this folder")
        return forms

    def _replies(self) -> Replies:
        return read_replies(self._table(REPLIES)) if REPLIES in self.files else Replies()

    def _guidance(self) -> Guidance:
        return read_guidance(self._table(GUIDANCE)) if GUIDANCE in self.files else Guidance()

    def _casework(self, forms: Mapping[str, Form]) -> Casework:
        if CASEWORK not in self.files:
            return Casework()
        known = None if any(map(A_FORM.fullmatch, self.unread)) else known_fields(forms.values())
        return read_casework(self._table(CASEWORK), known)

    def _table(self, name: str) -> Table:
        return Table(self._node(name), name, self.findings)

    def _tables(self, name: str) -> tuple[Table, ...]:
        return tables(self._node(name), name, self.findings)

    def _node(self, name: str) -> Node | None:
        node: Node | None = None
        if name in self.files:
            node, faults = read(self.files[name], name)
            self.findings.faults.extend(faults)
        else:
            self._fault(name, "this file is missing")
        if node is None:
            self.unread.add(name)
        return node

    def _fault(self, name: str, problem: str) -> None:
        self.findings.faults.append(Fault(name, 1, problem))


def _declared_in(noted: Noted) -> str:
    return f"forms/{noted.text}.yaml" if noted.kind == "form" else DECLARED_IN.get(noted.kind, TEXT)
