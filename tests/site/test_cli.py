"""命令 · every verb is in the help with an example, and answers for itself."""

import pytest

from huying import cli


@pytest.fixture
def helped(capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--help"])
    assert stopped.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("verb", cli.VERBS, ids=lambda verb: verb.name)
def test_every_verb_is_in_the_help_with_an_example(helped: str, verb: cli.Verb) -> None:
    assert f"\n  {verb.example}" in helped
    assert verb.example.startswith(f"huying {verb.name}")


@pytest.mark.parametrize("verb", cli.VERBS, ids=lambda verb: verb.name)
def test_every_verb_explains_itself(verb: cli.Verb, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main([verb.name, "--help"])
    assert stopped.value.code == 0
    assert verb.example in capsys.readouterr().out


@pytest.mark.parametrize("verb", cli.VERBS, ids=lambda verb: verb.name)
def test_every_example_is_understood(verb: cli.Verb) -> None:
    parser, chosen = cli._parser(verb.example.split()[1:])
    parser.parse_args(verb.example.split()[1:])
    assert chosen is verb


def test_without_a_verb_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    assert "huying run" in capsys.readouterr().out


def test_an_unknown_verb_is_refused() -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["dance"])
    assert stopped.value.code == 2


@pytest.mark.parametrize(
    ("spoken", "word"), [("en_GB.UTF-8", "en"), ("zh_CN.UTF-8", "zh-hans"), ("C.UTF-8", "zh-hans")]
)
def test_the_terminal_is_answered_in_its_language(monkeypatch: pytest.MonkeyPatch, spoken: str, word: str) -> None:
    from django.utils import translation

    monkeypatch.setenv("LC_ALL", spoken)
    with translation.override("zh-hans"):
        cli._wake()
        assert translation.get_language() == word


@pytest.mark.django_db
def test_the_configuration_is_checked_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check-config"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 6
    assert all(line.startswith("✓") for line in said)


@pytest.mark.django_db
def test_a_key_that_others_can_read_is_named(settings, capsys: pytest.CaptureFixture[str]) -> None:
    key = settings.HUYING_HOME / "keys" / "chain-1.key"
    key.chmod(0o644)
    try:
        assert cli.main(["check-config"]) == 1
    finally:
        key.chmod(0o600)
    assert "chain-1.key" in capsys.readouterr().out
