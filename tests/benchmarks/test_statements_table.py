"""Statements of which people know whether their sources say them: the rules tell no fewer of the false than today."""

from benchmarks.trust import OWN, differs, statements_in

TRUE, FALSE = 71, 46
WRONGLY_TOLD, TOLD = 2, 24


def test_differences_are_told_of_so_many_false_statements_and_of_no_more_true_ones() -> None:
    known = list(statements_in(OWN))
    told = {side: [differs(each) for each in known if each.true is side] for side in (True, False)}
    assert (len(told[True]), len(told[False])) == (TRUE, FALSE)
    assert sum(told[True]) <= WRONGLY_TOLD
    assert sum(told[False]) >= TOLD
