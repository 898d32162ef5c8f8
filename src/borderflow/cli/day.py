"""The day of a check, and the instant that files bear. Only here is the clock read."""

from __future__ import annotations

from datetime import UTC, date, datetime

from borderflow.errors import Fault, InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST = date(2018, 5, 25)
"""The day from which the GDPR applies (Art. 99(2))."""


def day_of(asked: str | None, environ: Mapping[str, str], option: str = "--as-of") -> date:
    """The day that an option names; without it that of SOURCE_DATE_EPOCH, or today.

    Raises:
        InputError: when it is no day, or before the GDPR applied.
    """
    if asked is None:
        epoch = epoch_of(environ)
        return epoch.date() if epoch else datetime.now().astimezone().date()
    return named_day(asked, option)


def named_day(asked: str, option: str) -> date:
    """The day that an option names.

    Raises:
        InputError: as above.
    """
    try:
        day = date.fromisoformat(asked)
    except ValueError as error:
        raise InputError(Fault(f"`{option}` is no day: `{asked}`.", hint="write it as 2026-11-21")) from error
    if day < FIRST:
        raise InputError(
            Fault(f"`{option} {asked}` lies before the GDPR applied.", hint=f"name {FIRST} or a later day")
        )
    return day


def epoch_of(environ: Mapping[str, str]) -> datetime | None:
    """The instant of SOURCE_DATE_EPOCH, for builds that must repeat themselves.

    Raises:
        InputError: when it is no number of seconds.
    """
    given = environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return None
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise InputError(
            Fault(f"SOURCE_DATE_EPOCH is no number of seconds: `{given}`.", hint="set it to one, or unset it")
        ) from error
