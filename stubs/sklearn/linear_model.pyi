"""As much of scikit-learn 1.x's linear models as the training of guidance uses; it ships no types."""

from collections.abc import Sequence
from typing import Self

from numpy import ndarray
from scipy.sparse import csr_matrix

class LogisticRegression:
    classes_: Sequence[str]
    coef_: ndarray
    intercept_: ndarray
    def __init__(self, *, C: float = 1.0, max_iter: int = 100, class_weight: str | None = None) -> None: ...
    def fit(self, X: csr_matrix | ndarray, y: Sequence[str]) -> Self: ...
    def decision_function(self, X: csr_matrix | ndarray) -> ndarray: ...
    def predict_proba(self, X: csr_matrix | ndarray) -> ndarray: ...
