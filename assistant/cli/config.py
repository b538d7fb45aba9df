"""The command that shows the settings in force: config."""

from __future__ import annotations

import typer

from assistant.cli import options
from assistant.cli.opened import root
from assistant.cli.printing import print_result


def config_command(
    context: typer.Context,
    library: options.Library = None,
    profile: options.Profile = None,
    as_json: options.Json = False,
) -> None:
    """Show the settings in force, and where each comes from.

    An option of a command overrides the environment, which overrides your profile, which overrides assistant.toml.
    Keys are not shown.
    """
    from assistant.settings import settings_in_force
    from assistant.terminal.render_settings import render_settings, settings_json

    folder = root(context, library)
    print_result(as_json, settings_json, render_settings, str(folder), settings_in_force(folder, profile))
