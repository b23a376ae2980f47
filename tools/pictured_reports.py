"""What is reported in the pictures, screen by screen."""

from tests.scenarios.conversation import Answers

ACCOUNT = (
    'Mia showed me a group chat this morning. One message says "nobody likes you, don\'t come back". '
    "Three learners from her group are in it. She has not answered."
)
NASTY: tuple[Answers, ...] = (
    {"danger": "no"},
    {"tile": "messages"},
    {"messages_kind": "sent"},
    {"staff_involved": "no"},
    {"subject": "Mia Example", "age": "16_17", "centre": "hanley"},
    {"account": ACCOUNT},
    {"done": ["kept_evidence"]},
)
IMAGE_SHARED: tuple[Answers, ...] = (
    {"image_more": "shared"},
    {"staff_involved": "no"},
    {"subject": "Mia Example", "age": "16_17", "centre": "hanley"},
    {"account": "Mia says that it was passed round a group chat last night."},
    {"done": "nothing"},
    {},
)
ABOUT_EVERYBODY: tuple[Answers, ...] = (
    {"danger": "no"},
    {"tile": "staff"},
    {"staff_kind": "behaviour"},
    {"subject": "The whole safeguarding team", "centre": "hanley"},
    {"account": 'Ben said "we all agreed to keep it quiet" about a learner\'s complaint.'},
    {"done": "nothing"},
    {"about_readers": ["carys", "dilys"]},
)
