"""Real chance, for the desk."""

import secrets

LETTERS_AND_DIGITS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Nothing that is easily mistaken for another when read out or written down: no 0 or O, 1, I or L, no U beside V."""

REFERENCE_LENGTH = 6


class SystemRandomness:
    """The operating system's source of chance."""

    def identifier(self) -> str:
        """128 random bits as 32 hexadecimal digits."""
        return secrets.token_hex(16)

    def reference(self) -> str:
        """'ES-' and six random letters and digits: one of 729 million."""
        return "ES-" + "".join(secrets.choice(LETTERS_AND_DIGITS) for _ in range(REFERENCE_LENGTH))

    def below(self, limit: int) -> int:
        """A random whole number from 0 below the limit."""
        return secrets.randbelow(limit)
