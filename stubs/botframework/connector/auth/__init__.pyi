"""As much of botframework-connector 4.17 as the benchmark of Teams uses; it has no types of its own."""

class BotFrameworkAuthentication: ...
class MicrosoftAppCredentials: ...

class PasswordServiceClientCredentialFactory:
    def __init__(self, app_id: str, password: str, tenant_id: str) -> None: ...
    async def create_credentials(
        self, app_id: str, oauth_scope: str, login_endpoint: str, validate_authority: bool
    ) -> MicrosoftAppCredentials: ...

class BotFrameworkAuthenticationFactory:
    @staticmethod
    def create(
        *,
        validate_authority: bool,
        to_channel_from_bot_login_url: str,
        to_channel_from_bot_oauth_scope: str,
        to_bot_from_channel_token_issuer: str,
        oauth_url: str,
        to_bot_from_channel_open_id_metadata_url: str,
        credential_factory: PasswordServiceClientCredentialFactory,
    ) -> BotFrameworkAuthentication: ...
