"""Tests of the worker: that it does what is due, and goes on whatever goes wrong."""

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import organisation
from bot.chance import SystemRandomness
from bot.log import Log
from bot.worker import AFTER_A_FAULT, LONGEST_NAP, Worker
from dialogs import policy_file
from dialogs.alerts import Kind, Message, Owed, To
from dialogs.case import Draft
from handlers.desk import Desk
from handlers.messenger import Destination, NotDelivered
from storage import drafts, outbox
from storage.database import Database
from storage.keyring import Keyring
from storage.outbox import Problem
from tests.policies.edited import SMALLVILLE
