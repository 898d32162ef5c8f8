"""What goes wrong in a template of the user's, as a fault with its file and line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from jinja2 import TemplateNotFound, TemplateSyntaxError

from borderflow.errors import BorderflowError, Fault, InputError
from borderflow.model.location import Location
from borderflow.renderers.templates.environment import inside

_HINT = "see docs/templates.md for what a template may use"


@contextmanager
def faults_of(folder: Path | None) -> Iterator[None]:
    """Whatever is raised in a template of that folder is told as a fault; what is raised in ours is a bug.

    A template can raise what Python can: a division by zero, a word without end, a memory that is full.

    Raises:
        InputError: with the line of the user's template that was being drawn.
    """
    try:
        yield
    except BorderflowError as error:
        place = _place(error.__traceback__, folder) if folder else None
        if place is None or any(fault.location for fault in error.faults):
            raise
        raise InputError(*(Fault(one.message, place, one.hint) for one in error.faults)) from error
    except Exception as error:
        place = _located(error, folder) if folder else None
        if place is None:
            raise
        raise InputError(Fault(_said(error), place, _HINT)) from error


def _located(error: Exception, folder: Path) -> Location | None:
    if isinstance(error, TemplateSyntaxError) and _is_inside(error.filename or "", folder):
        return Location(error.filename or "", error.lineno)
    return _place(error.__traceback__, folder)


def _place(trace: TracebackType | None, folder: Path) -> Location | None:
    """The innermost line of the user's; Jinja has put the lines of templates in place of its own."""
    found = None
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if _is_inside(name, folder):
            found = Location(name, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _is_inside(name: str, folder: Path) -> bool:
    return name.startswith(inside(folder)) and not name.endswith(".py")


def _said(error: Exception) -> str:
    match error:
        case TemplateSyntaxError():
            text = error.message or "it cannot be read"
        case TemplateNotFound():
            text = f"there is no template `{error.message}`"
        case RecursionError():
            text = "it uses itself without end"
        case MemoryError():
            text = "what it writes is too large"
        case _:
            text = str(error) or type(error).__name__
    return f"The template cannot be drawn: {text.rstrip('.')}."
