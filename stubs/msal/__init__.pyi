"""As much of msal 1.3x as the bot uses; it has no types of its own."""

from collections.abc import Mapping
from typing import Protocol

class _Answer(Protocol):
    @property
    def status_code(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def headers(self) -> Mapping[str, str]: ...

class _HttpClient(Protocol):
    def get(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        **more: object,
    ) -> _Answer: ...
    def post(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        **more: object,
    ) -> _Answer: ...

class ConfidentialClientApplication:
    def __init__(
        self,
        client_id: str,
        client_credential: str,
        authority: str,
        *,
        http_client: _HttpClient,
        instance_discovery: bool,
    ) -> None: ...
    def acquire_token_for_client(self, scopes: list[str]) -> Mapping[str, object]: ...

class UserAssignedManagedIdentity:
    def __init__(self, *, client_id: str) -> None: ...

class ManagedIdentityClient:
    def __init__(self, managed_identity: UserAssignedManagedIdentity, *, http_client: _HttpClient) -> None: ...
    def acquire_token_for_client(self, *, resource: str) -> Mapping[str, object]: ...
