import io

from assistant.terminal.check_progress import CheckProgress


def test_the_check_of_a_draft_rewrites_one_line_and_takes_it_away() -> None:
    stream = io.StringIO()
    with CheckProgress(stream, animated=True) as progress:
        progress.update(1, 2)
        progress.update(2, 2)
    assert stream.getvalue() == "\r\x1b[KChecked 1 of 2 sentences\r\x1b[KChecked 2 of 2 sentences\r\x1b[K"


def test_the_check_of_a_draft_writes_nothing_where_there_is_no_terminal() -> None:
    stream = io.StringIO()
    with CheckProgress(stream, animated=False) as progress:
        progress.update(1, 2)
    assert stream.getvalue() == ""
