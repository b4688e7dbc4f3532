"""README and the help pages say the same: every command, argument and option, and nothing that is not there."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from service.cli import app, main

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def commands() -> dict[str, TyperCommand]:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    found: dict[str, TyperCommand] = {}
    for name, command in group.commands.items():
        inner = command.commands if isinstance(command, TyperGroup) else {}
        found |= {f"{name} {under}": one for under, one in inner.items() if isinstance(one, TyperCommand)}
        if isinstance(command, TyperCommand):
            found[name] = command
    return found


def options() -> list[tuple[str, str]]:
    named: list[tuple[str, object]] = [("genklang", get_command(app)), *commands().items()]
    return [
        (name, option)
        for name, command in named
        for parameter in getattr(command, "params", ())
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("-")
    ]


@pytest.mark.parametrize("name", commands())
def test_every_command_has_a_section_in_readme_and_a_help_text(name: str) -> None:
    heading = rf"^#+ .*`genklang {name.split()[0]}\b"
    assert re.search(heading, README, re.MULTILINE), f"README has no heading for genklang {name}"
    assert commands()[name].help


@pytest.mark.parametrize(("command", "option"), options())
def test_every_option_is_in_readme(command: str, option: str) -> None:
    assert re.search(rf"`{re.escape(option)}\b", README), f"README does not describe {option} of {command}"


def test_readme_names_no_command_or_option_that_is_not_there() -> None:
    blocks = re.findall(r"^ {4}genklang ([a-z]+)((?: [^\n#]*)?)", README, re.MULTILINE)
    assert blocks, "README shows no call of genklang"
    known = {option for _, option in options()}
    for command, rest in blocks:
        assert command in {name.split()[0] for name in commands()}
        assert set(re.findall(r"--[a-z-]+", rest)) <= known


@pytest.mark.parametrize("target", re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))
def test_every_make_command_is_in_readme(target: str) -> None:
    assert f"`make {target}" in README


def test_the_report_in_readme_is_what_the_command_prints(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = re.search(r"^What `genklang (.*)` prints:\n\n((?:(?: {4}.*)?\n)+)", README, re.MULTILINE)
    assert shown, "README shows no report"
    monkeypatch.chdir(ROOT)
    assert main(shown[1].split()) == 0
    assert capsys.readouterr().out.strip() == textwrap.dedent(shown[2]).strip()


def test_readme_names_no_make_command_and_no_path_that_is_not_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", README)) <= targets
    for path in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / path).exists(), f"README points to {path}"
    for path in re.findall(r"^ {4}((?:\w+/)+) ", README, re.MULTILINE):
        assert (ROOT / path).exists(), f"README's tree shows {path}"


def test_decisions_are_numbered_without_gaps_and_follow_the_template() -> None:
    records = sorted(path for path in (ROOT / "docs" / "decisions").glob("*.md") if path.name != "template.md")
    assert [path.name[:4] for path in records] == [f"{number:04}" for number in range(1, len(records) + 1)]
    template = (ROOT / "docs" / "decisions" / "template.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## .*$", template, re.MULTILINE)
    for path in records:
        assert re.findall(r"^## .*$", path.read_text(encoding="utf-8"), re.MULTILINE) == headings, path.name
