"""Wrong usage is said in one line, in sentences, with the help that tells more."""

import pytest

from command_line import run


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", "--nonsense", "Who?"], "No such option: --nonsense. See `assistant ask --help`."),
        (["ask"], "Missing argument 'question'. See `assistant ask --help`."),
        (["ask", "--since"], "Option '--since' requires an argument. See `assistant ask --help`."),
        (["chat", "Who?"], "Got unexpected extra argument(s) (Who?). See `assistant chat --help`."),
        (["aks", "Who?"], "No such command 'aks'. Did you mean 'ask'? `assistant --help` lists the commands."),
        (["--nonsense"], "No such option: --nonsense. `assistant --help` lists the commands."),
    ],
)
def test_wrong_usage_is_said_in_sentences_and_points_to_the_help_of_the_command(
    arguments: list[str], message: str
) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"assistant: {message}\n")


def test_without_a_command_the_help_is_shown_on_stderr() -> None:
    done, asked_for = run(), run("--help")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", asked_for.stdout)
