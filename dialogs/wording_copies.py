"""What the bot says of copies of a case: where one is asked for, and on the paper itself."""

from collections.abc import Iterable
from datetime import date

from dialogs.forms import Option

ANOTHER = "[another person]"
"""What stands in the place of a name that somebody must not learn."""

TRANSFER, SUBJECT_ACCESS = "transfer", "subject-access"
VERSIONS = (
    Option(TRANSFER, "For another provider, with a receipt", "Everything, with every name."),
    Option(SUBJECT_ACCESS, "For the person it is about", "Subject access: the names of others are struck out."),
)

# ---------------------------------------------------------------------------------------------------------- the form

BUTTON = "Make a copy"
HEADING = "A copy"
TITLE = "Make a copy of this case"
SUBMIT = "Make the copy"
MEANS = (
    "It is written down that you made a copy, for whom and why.",
    "Whoever has the file can read all that is in it: keep it where nobody else can open it.",
)
NOT_FOR_STAFF = (
    "This case is about a member of staff. It does not go along with a learner, so no copy is made for another "
    "provider."
)
VERSION = "Which copy?"
WHOM = "Who is it for?"
WHOM_HINT = "For another provider: the organisation, and the name of whoever gets it."
WHOM_NEEDED = "Write the organisation, and the name of whoever gets it."
SUBJECT = "Whose information is it?"
SUBJECT_HINT = "For subject access: the name, exactly as it stands in the case."
SUBJECT_NEEDED = "Write whose information it is, as the name stands in the case."
SUBJECT_UNKNOWN = "Nobody is named so in the reports of this case. Write the name as it stands there."
REDACT = "What else must be struck out?"
REDACT_HINT = "For subject access: names, nicknames or words that show who somebody is, one on each line."
WHY = "Why, and what was considered"
WHY_HINT = "For subject access: whether giving it could cause serious harm to anybody, and who was asked."
WHY_NEEDED = "Say whether giving it could cause serious harm to anybody, and how that was decided."
MADE = "It is written down that you made this copy. It has been given to nobody yet: read it first."
NOT_YOURS = "Copies of a case are made by others. Ask whoever has this case."

# -------------------------------------------------------------------------------------------------------- every paper

RECORD_FOR = "For"
MADE_BY = "Made by"
MADE_AT = "Made"
REFERENCE = "Case"
FACTS = "The case"
REPORT = "Report"
REPORTED = "Reported"
DECISIONS = "Decisions"
REFERRALS = "Who was told outside"
PROCEDURES = "What was done, step by step"
EVIDENCE = "Evidence"
EVIDENCE_MEANS = "A list only. No files are kept here, and none are part of this copy."
THREAD = "What was written to and fro"
WE_WROTE, THEY_WROTE = "We wrote", "They wrote"
CHRONOLOGY = "Everything that happened"
NOTHING = "Nothing was recorded."
DAYS_ONLY = "It was reported without a name. Only days are kept of it, and no times."
TO_DO = "To do"
WAITS = "Not begun: other steps come first"

# ------------------------------------------------------------------------------------------------------- for transfer

TRANSFER_TITLE = "Safeguarding record for another provider"
TRANSFER_FOOTER = "Confidential safeguarding record"
CONFIDENTIAL = (
    "Confidential. For the safeguarding lead of the organisation named here, and whoever they decide has to know."
)
HOW_TO_SEND = (
    "Send it by a secure way, apart from the learner's other papers, within five working days. Make sure that the "
    "right person has it: the receipt is the last page."
)
NOT_IN_TRANSFER = "Not in this copy: other cases that were linked to this one."
ON_A_ROUTE_FOR_STAFF = "A record about a member of staff does not go along with a learner."

RECEIPT = "Receipt"
RECEIPT_WORDS = "Please fill in this page, sign it and return it as soon as you have the record."
SENT_BY, SENT_TO, PAGES = "Sent by", "Sent to", "Pages"
TO_SIGN = ("Received by", "Role", "Organisation", "Signature", "Date")
RECEIPT_MEANS = (
    "Whoever signs has the whole record, with every page, and keeps it as a confidential safeguarding record."
)

# ------------------------------------------------------------------------------------------------- for subject access

ACCESS_TITLE = "Copy of a case, for the person it is about"
ACCESS_FOOTER = "Confidential. The names of others are struck out"
READ_FIRST = (
    "NOT READY TO BE GIVEN. A person must read every line of this first. Names that are known to the case were "
    f"struck out as {ANOTHER}. What shows who somebody is in another way was not: nicknames, initials, misspelt "
    "names, a role, a place, a family tie, or what only one person could know. This page is for you: keep it back."
)
LEFT_OUT = "Left out altogether"
LEFT_OUT_PARTS = (
    "Who must not know of the case, and why",
    "Other cases that were linked to this one, or in which the same name was given",
    "Who was let in to read it by two people",
    "Copies of the case that were made before",
)
LEFT_OUT_THREAD = "What was written to and fro with whoever reported it, who did not give a name"
EXEMPTIONS = "Think of this before it is given"
EXEMPTION_WORDS = (
    (
        "Serious harm: information about health, education or social work is not given where giving it would be likely "
        "to cause serious harm to the physical or mental health of anybody (Data Protection Act 2018, Schedule 3). A "
        "health professional may have to be asked first."
    ),
    (
        "Child abuse: information on whether somebody is, was or may be at risk of child abuse may be held back where "
        "giving it would not be in that person's best interests (Schedule 3, Part 5)."
    ),
    "Crime: what would hinder the police, or the prevention of crime, may be held back (Schedule 2, Part 1).",
    (
        "Others: information about another person is given only if they agree, or if it is reasonable without "
        "(Schedule 2, Part 3). Whoever reported in confidence most often is such a person."
    ),
    "If somebody else asks for a child, or for an adult: make sure that they may, and that it is safe.",
    (
        "Not checked by a lawyer. If you hold something back, write down what and why, and tell the person that they "
        "can complain to the Information Commissioner. You have one month."
    ),
)
ROLE_UNKNOWN = "a member of staff"


def not_made(by_hand: str, version: str) -> str:
    """Said above the case where no file can be fetched. `by_hand` ends with how a copy is made then."""
    return f"No copy has been made. {by_hand} --as {version} --pdf copy.pdf"


def version(name: str) -> str:
    """What a version is called; one that is not known stays as it is."""
    return {each.id: each.label for each in VERSIONS}.get(name, name)


def person(name: str, role: str) -> str:
    """'Asha Patel (E-Safety Coordinator)'."""
    return f"{name} ({role})" if role else name


def in_role(role: str) -> str:
    """'the E-Safety Coordinator'."""
    return f"the {role}" if role else ROLE_UNKNOWN


def report(number: int, count: int) -> str:
    """What a report is headed: 'Report', or 'Report 2'."""
    return f"{REPORT} {number}" if count > 1 else REPORT


def must_not_be_told(names: Iterable[str]) -> str:
    """The warning at the top of a record."""
    return f"Must not be told: {'; '.join(names)}."


def return_to(organisation: str, person: str) -> str:
    """Where the receipt goes."""
    return f"Please return this page to {person}, {organisation}."


def day(of: date) -> str:
    """'Tuesday 24 November 2026'."""
    return f"{of:%A} {of.day} {of:%B} {of.year}"


def moment(time: str, of: date) -> str:
    """'10:42 on Tuesday 24 November 2026'."""
    return f"{time} on {day(of)}"
