import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.calibration import calibration_error, reliability, risk_area, risk_coverage

# few enough values that some questions are equally sure
asked = st.lists(
    st.tuples(st.integers(0, 12).map(lambda n: n / 12), st.booleans(), st.booleans()),
    min_size=1,
    max_size=60,
)
shuffled = asked.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows)))


def columns(rows):
    return list(zip(*rows, strict=True))


@given(asked, st.integers(1, 12))
def test_bins_hold_every_question_once_and_part_none_of_like_confidence(rows, bins):
    sure, answerable, right = columns(rows)
    found = reliability(sure, answerable, right, bins=bins)
    assert sum(one.n for one in found) == len(rows)
    assert 1 <= len(found) <= bins
    left = sorted(rows)
    for one in found:
        part, left = left[: one.n], left[one.n :]
        assert not left or part[-1][0] < left[0][0]
        truths = np.mean(part, axis=0)
        assert (one.confidence, one.answerable, one.right) == pytest.approx(tuple(truths))


@given(shuffled)
def test_the_order_in_which_questions_are_asked_changes_no_calibration(both):
    first, second = (columns(rows) for rows in both)
    ours, theirs = reliability(*first), reliability(*second)
    assert [b.n for b in ours] == [b.n for b in theirs]
    assert [b.answerable for b in ours] == pytest.approx([b.answerable for b in theirs])
    assert risk_coverage(*first[:2]) == risk_coverage(*second[:2])


@given(st.lists(st.floats(0, 1), min_size=10, max_size=99, unique=True))
def test_bins_of_different_confidences_are_of_equal_count(sure):
    counts = [one.n for one in reliability(sure, sure, sure)]
    assert len(counts) == 10
    assert max(counts) - min(counts) <= 1


@given(asked)
def test_a_confidence_that_is_the_share_has_no_error(rows):
    sure, answerable, right = columns(rows)
    said = {
        one: np.mean([a for s, a in zip(sure, answerable, strict=True) if s == one]) for one in sure
    }
    bins = reliability([said[one] for one in sure], answerable, right)
    assert calibration_error(bins, "answerable") == pytest.approx(0)


def test_an_error_is_weighed_by_the_questions_of_its_bin():
    bins = reliability([0.9] * 3 + [0.2], [True, True, False, False], [False] * 4, bins=4)
    assert [(one.n, one.answerable) for one in bins] == [(1, 0), (3, pytest.approx(2 / 3))]
    assert calibration_error(bins, "answerable") == pytest.approx((0.2 + 3 * (0.9 - 2 / 3)) / 4)
    assert calibration_error(bins, "right") == pytest.approx((0.2 + 3 * 0.9) / 4)


@given(asked)
def test_each_point_of_the_curve_is_what_its_threshold_brings(rows):
    sure, wrong, _ = (np.array(column) for column in columns(rows))
    points = risk_coverage(sure, wrong)
    assert [point.threshold for point in points] == sorted(set(sure.tolist()), reverse=True)
    for point in points:
        called = sure >= point.threshold
        assert point.coverage == pytest.approx(called.mean())
        assert point.risk == pytest.approx(wrong[called].mean())
    assert points[-1].coverage == 1


@given(st.permutations(range(12)), st.lists(st.booleans(), min_size=12, max_size=12))
def test_the_area_is_the_mean_risk_over_all_coverages(sure, wrong):
    faults = [fault for _, fault in sorted(zip(sure, wrong, strict=True), reverse=True)]
    risks = [sum(faults[:n]) / n for n in range(1, 13)]
    assert risk_area(sure, wrong) == pytest.approx(np.mean(risks))


@given(asked)
def test_no_order_has_less_area_than_the_right_before_the_wrong(rows):
    sure, wrong, _ = columns(rows)
    area = risk_area(sure, wrong)
    best = risk_area([-fault - n / 100 for n, fault in enumerate(sorted(wrong))], sorted(wrong))
    assert best <= area + 1e-9
    assert 0 <= area <= 1
    assert risk_area(np.exp(sure), wrong) == pytest.approx(area)  # only the order counts


def test_nothing_asked_has_neither_bins_nor_a_curve():
    assert reliability([], [], []) == ()
    assert risk_coverage([], []) == ()
