"""The app package: the zip file that the Teams admin centre takes. Its bytes are the same wherever it is made.

Source: learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package.
"""

import io
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from bot.teams import app_manifest
from bot.teams.app_manifest import ICONS, Manifest

FOLDER = Path(__file__).parent / "app_package"
MANIFEST = "manifest.json"
THE_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can name. When this one was made is nobody's business."""

UNIX, READABLE = 3, 0o100644 << 16


def package(made: Manifest) -> bytes:
    """The package for that manifest."""
    files = {MANIFEST: app_manifest.text(made).encode()}
    files |= {name: (FOLDER / name).read_bytes() for name in ICONS.values()}
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:  # compressed, its bytes would differ with the machine's zlib
        for name, content in files.items():
            archive.writestr(_entry(name), content)
    return packed.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, THE_FIRST_DAY)
    entry.create_system, entry.external_attr = UNIX, READABLE
    return entry
