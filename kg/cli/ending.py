"""Whether a command was asked to stop, whatever the library at work made of Ctrl-C."""

from __future__ import annotations


def is_interruption(error: BaseException) -> bool:
    """Whether an error is Ctrl-C, or what DuckDB raises instead when it comes in the middle of its work.

    By the class's name and the message, because DuckDB isn't loaded for every command.
    """
    return (isinstance(error, KeyboardInterrupt) or type(error).__name__ == "InterruptException"
            or (isinstance(error, RuntimeError) and str(error) == "Query interrupted"))
