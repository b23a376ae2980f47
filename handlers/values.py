"""What a platform's form holds."""

from collections.abc import Mapping

Values = Mapping[str, tuple[str, ...]]
"""What a platform's form holds: field id to the texts entered or the ids chosen. Unchecked."""
