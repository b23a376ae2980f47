"""As much of scikit-learn 1.x's splitting as the training of guidance uses; it ships no types."""

from collections.abc import Iterator, Sequence

from scipy.sparse import csr_matrix

class StratifiedKFold:
    def __init__(self, n_splits: int = 5, *, shuffle: bool = False, random_state: int | None = None) -> None: ...
    def split(self, X: csr_matrix, y: Sequence[str]) -> Iterator[tuple[Sequence[int], Sequence[int]]]: ...
