"""Where templates are found, and what they may do.

The user's folder is looked into first, then ours; `borderflow/NAME` is always ours, so that a template of the
same name can extend it. Templates are programs of a kind. Whoever writes them is trusted with the text of the
report; they are kept from the rest of the machine, and from the insides of the values that they are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
)
from jinja2.exceptions import SecurityError
from jinja2.loaders import split_template_path
from jinja2.sandbox import ImmutableSandboxedEnvironment

from borderflow.errors import Fault, InputError
from borderflow.language import spoken
from borderflow.model.location import Location
from borderflow.renderers.characters import legible
from borderflow.renderers.templates.images import image_address
from borderflow.resources import templates_dir
from borderflow.trail import is_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType

    from jinja2 import Environment
    from jinja2.bccache import Bucket
    from jinja2.runtime import Context

OURS = "borderflow"
"""The prefix under which a shipped template is meant, whatever the user's folder holds."""
_LARGEST = 1_000_000
"""Bytes of one template."""
_LONGEST = 100_000
"""Letters, items or bits that a product or a power may have."""
_MOST = 50_000_000
"""Letters of a page; the longest report of ours has a twentieth of that."""


def environment_of(folder: Path | None) -> Environment:
    """The templates of the report, with those of a folder of the user's before them.

    Raises:
        InputError: when there is no such folder, or nothing in it that a report uses.
    """
    ours = FileSystemLoader(templates_dir() / "report")
    loaders: list[BaseLoader] = [PrefixLoader({OURS: ours}), ours]
    if folder is not None:
        _refuse_idle(folder)
        loaders.insert(1, _Own(folder))
    environment = _Sandbox(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_legible,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=_COMPILED,
    )
    environment.globals["image"] = _images(folder)
    return environment


def inside(folder: Path) -> str:
    """How the names of all its templates begin: with `./` where Python would leave the folder out."""
    return f"{folder.as_posix().rstrip('/')}/"


def bounded(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces of a page, up to a size that no report has.

    Raises:
        InputError: when there is more of it.
    """
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > _MOST:
            raise InputError(Fault("The templates write a page without end.", hint="look for a loop in them"))
        yield piece


class _Compiled(BytecodeCache):
    """Templates that this process has compiled, so that a second report need not do it again.

    They are kept by language as well: Jinja computes what it can while it compiles. Nothing is written to the
    disk, where a stranger could put code of his own.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was compiled from the same text in the same file."""
        bucket.code = self._known.get((spoken(), bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled now."""
        if bucket.code is not None:
            self._known[spoken(), bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which also keeps products and powers small."""

    intercepted_binops = frozenset(("*", "**"))

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Compute `*` and `**`.

        Raises:
            SecurityError: when the result would be large enough to fill the memory.
        """
        if _is_huge(operator, left, right):
            raise SecurityError(f"the result of `{operator}` would be too large")
        return super().call_binop(context, operator, left, right)


def _is_huge(operator: str, left: object, right: object) -> bool:
    sizes = [len(one) if isinstance(one, str | list | tuple) else one for one in (left, right)]
    if not all(isinstance(one, int | float) for one in sizes):
        return False
    if operator == "**" and isinstance(left, int) and isinstance(right, int):
        return left.bit_length() * abs(right) > _LONGEST
    is_repeated = any(isinstance(one, str | list | tuple) for one in (left, right))
    return is_repeated and abs(float(sizes[0]) * float(sizes[1])) > _LONGEST  # type: ignore[arg-type]


class _Own(BaseLoader):
    """A folder of the user's. Nothing outside it is read, by no `..` and through no link."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template, and its path as the user wrote it.

        Raises:
            TemplateNotFound: when there is none of that name.
            InputError: when it lies elsewhere, or is no text.
        """
        del environment
        path = self._folder.joinpath(*split_template_path(template))
        try:
            is_there = path.is_file()
        except (OSError, ValueError):  # a name that no file can have
            is_there = False
        if not is_there:
            raise TemplateNotFound(template)
        return _text(path, self._folder), f"{inside(self._folder)}{template}", lambda: True


def _text(path: Path, folder: Path) -> str:
    place = Location(path.as_posix())
    if not path.resolve().is_relative_to(folder.resolve()):
        message = f"The template `{path.as_posix()}` lies outside the folder of the templates."
        raise InputError(Fault(message, place, "copy it into the folder"))
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            message = f"The template `{path.as_posix()}` is larger than {_LARGEST:,} bytes."
            raise InputError(Fault(message, place, "put images into files of their own"))
        return data.decode()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"The template `{path.as_posix()}` cannot be read: {reason}."
        raise InputError(Fault(message, place, "check its permissions")) from error
    except UnicodeDecodeError as error:
        message = f"The template `{path.as_posix()}` is no text in UTF-8."
        raise InputError(Fault(message, place, "save it as UTF-8")) from error


def _refuse_idle(folder: Path) -> None:
    """A folder that changes nothing is a slip of the pen."""
    place = Location(folder.as_posix())
    if not is_folder(folder):
        message = f"There is no folder of templates `{folder.as_posix()}`."
        raise InputError(Fault(message, place, "name a folder that holds some"))
    used = sorted(path.name for path in (templates_dir() / "report").glob("*.j2"))
    if not any((folder / name).is_file() for name in (*used, "theme.css")):
        message = f"`{folder.as_posix()}` holds no template of the report."
        hint = f"put a `theme.css` there, or one of {', '.join(used)}"
        raise InputError(Fault(message, place, hint))


def _images(folder: Path | None) -> Callable[[str], str]:
    def image(name: str) -> str:
        """The address of an image beside the templates, with the image in it."""
        return image_address(folder, name)

    return image


def _legible(value: object) -> object:
    """What a template prints, free of characters that no page may hold."""
    return type(value)(legible(value)) if isinstance(value, str) else value
