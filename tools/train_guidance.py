"""Trains the weights of guidance and writes them into the policy's folder: `make guidance`.

Two linear models over the features of `dialogs.guidance.features` (which kind of message it is; which passage answers
it), and a gate over their scores, trained on what the two say of messages they were not trained on. The same data
give the same weights.
"""

import json
import sys
from array import array
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from dialogs.guidance import hearing
from dialogs.guidance.features import PLACES, features
from dialogs.guidance.hearing import Action, Kind
from dialogs.guidance.weights import Weights, packed
from tools.guidance_rows import Row, rows

FOLDER = Path("dialogs/policies/achieve/guidance")
LIMITS = {"crisis": 0.18, "panel": 0.06, "answer": 0.3, "alone": 0.75}
"""Chosen on the development questions and on what the folds say (docs/guidance.md)."""

OF_KIND = {
    Kind.ANSWERABLE: Action.ANSWER,
    Kind.CRISIS: Action.CRISIS,
    Kind.OFF_TOPIC: Action.REFUSE,
    Kind.REPORT: Action.REPORT,
    Kind.UNANSWERABLE: Action.REFUSE,
}
FOLDS = 5
HIGHEST = 127


def main() -> int:
    """Trains, writes, and says what the folds say of messages that they have not seen."""
    found = rows()
    texts = [row.text for row in found]
    counted = _counted(texts)
    rarity = _rarity(counted)
    weighed = _weighed(counted, rarity)
    kinds = _kinds(weighed, found)
    passages = _passages(weighed, found)
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "kinds.weights").write_bytes(packed(_weights(kinds, rarity)))
    (FOLDER / "passages.weights").write_bytes(packed(_weights(passages, rarity)))
    (FOLDER / "gate.json").write_text(json.dumps(_gate(weighed, found) | LIMITS, indent=1) + "\n", encoding="utf-8")
    print(f"{len(found)} messages, {len(passages.classes_)} passages, written to {FOLDER}")
    return 0


def _counted(texts: Sequence[str]) -> csr_matrix:
    values: list[float] = []
    places: list[int] = []
    ends = [0]
    for text in texts:
        found = features(text)
        places.extend(found)
        values.extend(found.values())
        ends.append(len(places))
    return csr_matrix((values, places, ends), shape=(len(texts), PLACES))


def _rarity(counted: csr_matrix) -> np.ndarray:
    seen = np.asarray((counted > 0).sum(0)).ravel()
    return np.log((1 + counted.shape[0]) / (1 + seen)) + 1


def _weighed(counted: csr_matrix, rarity: np.ndarray) -> csr_matrix:
    scaled = counted.multiply(rarity[None, :]).tocsr()
    lengths = np.sqrt(np.asarray(scaled.multiply(scaled).sum(1)).ravel()).clip(1e-9)
    return csr_matrix(scaled.multiply((1 / lengths)[:, None]))


def _kinds(weighed: csr_matrix, found: Sequence[Row]) -> LogisticRegression:
    model = LogisticRegression(C=20, max_iter=400, class_weight="balanced")
    return model.fit(weighed, [row.kind.value for row in found])


def _passages(weighed: csr_matrix, found: Sequence[Row]) -> LinearSVC:
    answerable = [number for number, row in enumerate(found) if row.passage]
    return LinearSVC(C=0.3, random_state=0).fit(weighed[answerable], [found[each].passage for each in answerable])


def _gate(weighed: csr_matrix, found: Sequence[Row]) -> dict[str, dict[str, list[float]]]:
    """The gate, trained on what each fold's models say of the messages that they have not seen."""
    kinds = [row.kind.value for row in found]
    said = np.zeros((len(found), len(Kind) + 2))
    for known, new in StratifiedKFold(FOLDS, shuffle=True, random_state=1).split(weighed, kinds):
        part = [found[each] for each in known]
        said[new] = _said(_kinds(weighed[known], part), _passages(weighed[known], part), weighed[new])
    actions = [OF_KIND[row.kind].value for row in found]
    model = LogisticRegression(max_iter=1000).fit(said, actions)
    trouble = list(model.classes_).index(Action.CRISIS)
    _report([row.tolist()[trouble] for row in model.predict_proba(said)], [each == Action.CRISIS for each in actions])
    each = zip(model.classes_, model.intercept_.tolist(), model.coef_, strict=True)
    return {"signals": {str(name): [start, *factors.tolist()] for name, start, factors in each}}


def _said(kinds: LogisticRegression, passages: LinearSVC, weighed: csr_matrix) -> np.ndarray:
    scores, found = kinds.decision_function(weighed), passages.decision_function(weighed)
    return np.array(
        [_signals(kinds, passages, one.tolist(), two.tolist()) for one, two in zip(scores, found, strict=True)]
    )


def _signals(
    kinds: LogisticRegression, passages: LinearSVC, one: Sequence[float], two: Sequence[float]
) -> tuple[float, ...]:
    """What the gate weighs of one message."""
    return hearing.signals(dict(zip(kinds.classes_, one, strict=True)), dict(zip(passages.classes_, two, strict=True)))


def _report(trouble: Sequence[float], crisis: Sequence[bool]) -> None:
    """Says how many of those in trouble each limit would catch, and how many others it would alarm."""
    for limit in (0.05, 0.1, 0.15, 0.2, 0.3):
        caught = fmean(each >= limit for each, really in zip(trouble, crisis, strict=True) if really)
        alarmed = fmean(each >= limit for each, really in zip(trouble, crisis, strict=True) if not really)
        print(f"unseen, from {limit}: {caught:.3f} of those in trouble, {alarmed:.3f} of the others")


def _weights(model: LogisticRegression | LinearSVC, rarity: np.ndarray) -> Weights:
    """Each class's weights in whole numbers."""
    scales = np.abs(model.coef_).max(1) / HIGHEST
    table = np.rint(model.coef_ / scales[:, None]).T
    return Weights(
        tuple(map(str, model.classes_)),
        tuple(scales.tolist()),
        tuple(model.intercept_.tolist()),
        array("f", rarity.tolist()),
        array("b", map(int, table.ravel().tolist())),
    )


if __name__ == "__main__":
    sys.exit(main())
