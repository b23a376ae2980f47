"""`teams-package`: writes the file from which Teams gets the app."""

from typing import TextIO

from bot import organisation
from bot.arguments import TeamsPackage
from bot.config import Config
from bot.teams.app_manifest import Publisher, manifest
from bot.teams.package import package

NEXT = "Upload it in the Teams admin centre: docs/teams.md says where."


class NotPacked(Exception):
    """The package was not written. Its text says why and what to do."""


def pack(config: Config, asked: TeamsPackage, out: TextIO) -> int:
    """Writes the package and says so. Raises NotPacked, OrganisationFaulty or OrganisationUnreadable."""
    if config.teams is None:
        raise NotPacked("Teams is not set up: set MicrosoftAppId and what belongs to it (docs/teams.md).")
    publisher = Publisher(organisation.load(config.organisation).name, asked.website, asked.privacy, asked.terms)
    packed = package(manifest(config.teams.app_id, publisher, asked.version))
    try:
        asked.out.write_bytes(packed)
    except OSError as error:
        raise NotPacked(f"{asked.out} cannot be written ({error.strerror}): name another file with --out.") from error
    out.write(f"The Teams app, version {asked.version}, is in {asked.out}. {NEXT}\n")
    return 0
