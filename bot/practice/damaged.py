"""What is said when a file that the practice page keeps cannot be read. Nothing is mended by itself."""

from pathlib import Path


class PracticeFileDamaged(Exception):
    """A file of the practice page cannot be used. Its text says which, what was kept, and what to do."""

    def __init__(self, file: Path, problem: str) -> None:
        super().__init__(
            f"{file} {problem}. Nothing was started, changed or lost. "
            "Put its copy back, or move the file away: the practice page then makes a new one."
        )
