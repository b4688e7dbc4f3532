"""Help pages and usage errors in Danish; typer writes both in English and offers no other language."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from corpus.errors import UsageError

# typer keeps the types of its context and its help formatter private; here they are Any.


def _write_help(command: Any, ctx: Any, formatter: Any) -> None:
    formatter.write_usage(ctx.command_path, " ".join(command.collect_usage_pieces(ctx)), prefix="Brug: ")
    command.format_help_text(ctx, formatter)
    records: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
    for parameter in command.get_params(ctx):
        record = parameter.get_help_record(ctx)
        if record is not None:
            # typer adds the Python type to an argument's name and English words to its help.
            name = parameter.display_name_raw if parameter.param_type_name == "argument" else record[0]
            records[parameter.param_type_name].append((name, parameter.help or ""))
    commands = [(name, entry.get_short_help_str(80)) for name, entry in getattr(command, "commands", {}).items()]
    for heading, rows in (
        ("Kommandoer", commands),
        ("Argumenter", records["argument"]),
        ("Tilvalg", records["option"]),
    ):
        if rows:
            with formatter.section(heading):
                formatter.write_dl(rows)
    command.format_epilog(ctx, formatter)


class DanishCommand(TyperCommand):
    """A command whose help page is in Danish."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        _write_help(self, ctx, formatter)


class DanishGroup(TyperGroup):
    """The commands together, with a Danish help page and a Danish answer to a command that is not there."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        _write_help(self, ctx, formatter)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[Any, Any, list[str]]:
        """The command that ``args`` begin with. Raises UsageError where there is none."""
        if args[0] not in self.commands:
            raise UsageError(f"Kommandoen »{args[0]}« findes ikke; kommandoerne er: {', '.join(self.commands)}.")
        return super().resolve_command(ctx, args)


def danish(error: TyperException) -> str:
    """A usage error of typer's as a Danish sentence that says what to do."""
    # typer's classes for these are private, so each is known by what it carries.
    option = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    if option is not None and hasattr(error, "possibilities"):
        near = f" Mente du {' eller '.join(sorted(error.possibilities))}?" if error.possibilities else ""
        return f"Tilvalget »{option}« findes ikke.{near}"
    if option is not None:
        return f"Tilvalget »{option}« er brugt forkert: det mangler sin værdi, eller det skal ingen have."
    if parameter is None:
        return f"Kommandoen er skrevet forkert ({error.format_message()})"
    name = parameter.opts[0] if parameter.param_type_name == "option" else parameter.display_name_raw
    if not error.message:
        return f"Der mangler noget efter kommandoen: {name}."
    choices = [str(getattr(choice, "value", choice)) for choice in parameter.type_descriptor.choices or ()]
    allowed = f"; vælg mellem {' og '.join(choices)}" if choices else ""
    return f"»{name}« har en værdi, der ikke kan bruges{allowed}."
