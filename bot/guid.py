"""The ids that Microsoft gives to tenants, apps and people."""

import re

A_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def guid(text: str) -> str:
    """The GUID in small letters, as Microsoft writes it; empty if it is none."""
    return text.lower() if A_GUID.fullmatch(text.lower()) else ""
