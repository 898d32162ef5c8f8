"""The command line: every command, its options and what they mean."""

from __future__ import annotations

from argparse import BooleanOptionalAction

from borderflow.cli.parser import Parser, one_of
from borderflow.language import ENGLISH, LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

SEVERITIES = ("critical", "high", "medium", "low", "never")
CHECK_FORMATS = ("text", "json", "sarif", "junit", "github", "gitlab", "markdown", "csv")
REPORT_FORMATS = ("pdf", "html", "markdown", "json", "jsonld", "sarif")
GRAPH_FORMATS = ("svg", "mermaid", "node-link", "graphml")
COMPARE_FORMATS = ("text", "json", "markdown", "html")
STRESS_FORMATS = ("text", "json", "markdown")
CATALOG_FORMATS = ("text", "json")
DIFF_FORMATS = ("text", "json", "markdown")
DRIFT_FORMATS = ("text", "json", "markdown")
DECISIONS = ("approve", "conditions", "reject")
REGISTER_FORMATS = ("xlsx", "csv", "markdown", "json")
QUESTION_FORMATS = ("xlsx", "csv", "markdown", "json")

MOST_JOBS = 256
BASELINE = ".borderflow-baseline.json"
SUMMARY = "Check where a system's personal data goes, under whose law, and on which legal footing."


def _check(parser: Parser) -> None:
    _paths(
        parser,
        "files of any format, folders, globs, `-` for a pipe; else what settings name, or borderflow.yaml",
        "*",
    )
    _formatted(parser, CHECK_FORMATS, "text", several=True)
    parser.option(
        "--fail-on",
        metavar="SEVERITY",
        type=one_of("--fail-on", SEVERITIES),
        help="severity from which the exit code is 1: critical, high (as shipped), medium, low, never",
    )
    parser.option("--strict", action="store_true", help="exit 4 on a question whose worst answer would block")
    _known(parser, None, "what this file knows does not fail the check; see `borderflow baseline`")
    _signed(parser, "exit 1 unless this sign-off still holds; see `borderflow sign`")
    parser.option(
        "--diff-base",
        metavar="REVISION",
        help="only what is new since this branch, tag or commit fails the check, and what changed is told",
    )
    _judged(parser)
    _assumed(parser, "judge under a changed law or owner")
    parser.option(
        "--jobs",
        metavar="N",
        type=_number,
        default=1,
        help="processes for many systems (Linux; to text, json, csv, github); 0 is one a processor",
    )
    parser.option("--timings", action="store_true", help="say how long it took, and judge anew")
    parser.option("--no-cache", action="store_true", help="judge anew, and keep no result")
    loudness = parser.add_mutually_exclusive_group()
    loudness.add_argument(
        "-q", "--quiet", action="store_true", help="only what fails the check, one line each"
    )
    loudness.add_argument(
        "-v", "--verbose", action="store_true", help="everything about every finding, and what was read"
    )
    parser.known += ["--quiet", "--verbose"]


def _number(word: str) -> int:
    import os

    if not word.isascii() or not word.isdecimal() or int(word) > MOST_JOBS:
        from borderflow.errors import Fault, InputError

        raise InputError(Fault(f"`--jobs` cannot be `{word}`.", hint=f"write a number up to {MOST_JOBS}"))
    return int(word) or os.cpu_count() or 1


def _baseline(parser: Parser) -> None:
    actions = ("write", "update", "prune")
    parser.add_argument("action", metavar="write|update|prune", type=one_of("baseline", actions))
    _paths(parser, "systems, as `check` takes them", "*")
    _known(parser, BASELINE, "the file to keep")
    _judged(parser)


def _known(parser: Parser, usual: str | None, words: str) -> None:
    parser.option("--baseline", metavar="FILE", default=usual, help=words)


def _diff(parser: Parser) -> None:
    parser.add_argument(
        "paths",
        metavar="VERSION",
        nargs=2,
        help="the system before, and the system after: each a manifest, a folder, or a result in JSON",
    )
    _formatted(parser, DIFF_FORMATS, "text")
    parser.option(
        "--fail-on",
        metavar="SEVERITY",
        type=one_of("--fail-on", SEVERITIES),
        default="never",
        help="exit 1 when a finding from this severity on is new or worse; never (as shipped)",
    )
    _judged(parser)


def _compare(parser: Parser) -> None:
    _paths(parser, "candidate architectures, two or more")
    _formatted(parser, COMPARE_FORMATS, "text")
    _judged(parser)
    _assumed(parser, "compare under a changed law or owner")


def _report(parser: Parser) -> None:
    _paths(parser, "the system to report on")
    _formatted(parser, REPORT_FORMATS, "pdf")
    _signed(parser, "show this sign-off, and whether it still holds")
    _judged(parser)
    _assumed(parser, "report under a changed law or owner")
    _language(parser)
    parser.option(
        "--since", metavar="FILE", help="earlier result.json, or PDF report: tell what changed (PDF, HTML)"
    )
    parser.option(
        "--templates",
        metavar="DIR",
        help="folder with templates of your own, for HTML and PDF; see docs/templates.md",
    )


def _sign(parser: Parser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="result.json of `check`; with `--verify`, the sign-off to look at"
    )
    parser.option("--by", metavar="NAME", help="who decides")
    parser.option(
        "--decision",
        metavar="WORD",
        type=one_of("--decision", DECISIONS),
        help="approve, conditions or reject",
    )
    parser.option(
        "--condition",
        metavar="TEXT",
        action="append",
        default=[],
        dest="conditions",
        help="what must be done, for the decision `conditions`; repeat it",
    )
    parser.option("--reason", metavar="TEXT", default="", help="why; above all against the advice of the DPO")
    parser.option("--until", metavar="DATE", help="last day on which it holds; no end when left out")
    parser.option("--date", metavar="DATE", help="day of the decision; today when left out")
    parser.option("--key", metavar="FILE", help="private Ed25519 key in PEM, to sign the file with")
    parser.option("--verify", action="store_true", help="say what a sign-off holds and whether it is whole")
    _public_key(parser)
    _language(parser, "language of what `--verify` says")
    _output(parser, "where to write; `-`, as when left out, is standard output")


def _signed(parser: Parser, words: str) -> None:
    parser.option(
        "--signoff", metavar="FILE", action="append", default=[], dest="signoffs", help=f"{words}; repeat it"
    )
    _public_key(parser)


def _public_key(parser: Parser) -> None:
    parser.option(
        "--public-key", metavar="FILE", help="Ed25519 key in PEM by which the sign-off must be signed"
    )


def _stress(parser: Parser) -> None:
    _paths(parser, "manifests, or directories that hold some")
    _formatted(parser, STRESS_FORMATS, "text")
    _judged(parser)
    _assumed(parser, "try this one only, in place of all that ship")
    parser.option(
        "--fail-on",
        metavar="SEVERITY",
        type=one_of("--fail-on", SEVERITIES),
        default="never",
        help="exit 1 when a scenario adds a finding from this severity on; never (as shipped)",
    )


def _graph(parser: Parser) -> None:
    _paths(parser, "the system to draw")
    _formatted(parser, GRAPH_FORMATS, "svg")
    _judged(parser)


def _import(parser: Parser) -> None:
    _paths(parser, "files of other formats, or folders that hold some; a manifest beside them is merged in")
    _output(
        parser, "where to write; borderflow.yaml when left out, `-` is standard output", "borderflow.yaml"
    )
    parser.option("--force", action="store_true", help="overwrite the file")
    _read(parser)


def _questions(parser: Parser) -> None:
    _paths(parser, "the files of one system, in whatever format")
    _formatted(parser, QUESTION_FORMATS, "markdown")
    _judged(parser)


def _register(parser: Parser) -> None:
    _paths(parser, "the systems that the register lists, as `check` takes them")
    _formatted(parser, REGISTER_FORMATS, "markdown")
    _judged(parser)
    _language(parser)


def _tia(parser: Parser) -> None:
    _paths(parser, "the systems whose transfers are assessed")
    _output(parser, "where to write; the folder `tia` when left out", "tia", metavar="FOLDER")
    parser.option("--force", action="store_true", help="overwrite drafts that are there already")
    _judged(parser)
    _language(parser)


def _drift(parser: Parser) -> None:
    parser.add_argument("manifest", metavar="MANIFEST", help="the manifest that declares the system")
    parser.add_argument(
        "paths",
        metavar="FILE",
        nargs="*",
        help="files that run it, or folders; else the `sources` of the manifest",
    )
    _formatted(parser, DRIFT_FORMATS, "text")
    _source_forced(parser)
    _as_of(parser)
    _policies(parser)


def _explain(parser: Parser) -> None:
    parser.add_argument(
        "subject", metavar="RULE|FINDING", help="rule id, rule name, or fingerprint of a finding"
    )
    parser.add_argument("paths", metavar="PATH", nargs="*", help="where to look for the finding")
    _profile(parser)
    _policies(parser)
    _as_of(parser)


def _rules(parser: Parser) -> None:
    actions = ("list", "show", "test", "pin")
    parser.add_argument("action", metavar="|".join(actions), type=one_of("rules", actions))
    words = "rule ids, names or groups, all when left out; for `pin`, a folder of rules"
    parser.add_argument("names", metavar="RULE", nargs="*", help=words)
    _policies(parser)


def _catalog(parser: Parser) -> None:
    actions = ("show", "search", "region", "lint", "stale")
    parser.add_argument("action", metavar="show|search|region|lint|stale", type=one_of("catalog", actions))
    parser.add_argument(
        "words",
        metavar="NAME",
        nargs="*",
        help="a provider, a product, an alias; its region; for `stale`, manifests that lean on it",
    )
    _formatted(parser, CATALOG_FORMATS, "text")
    _policies(parser)
    _as_of(parser)


def _cache(parser: Parser) -> None:
    parser.add_argument("action", metavar="path|clear", type=one_of("cache", ("path", "clear")))


def _completion(parser: Parser) -> None:
    parser.add_argument("shell", metavar="bash|zsh|fish", type=one_of("completion", ("bash", "zsh", "fish")))


def _init(parser: Parser) -> None:
    parser.add_argument("path", metavar="FILE", nargs="?", default="borderflow.yaml", help="where to write")
    parser.option(
        "--answers",
        metavar="KEY=VALUE",
        nargs="+",
        action="extend",
        default=[],
        help="answers, not asked for",
    )
    parser.option("--force", action="store_true", help="overwrite the file")


def _schema(parser: Parser) -> None:
    _output(parser, "write to a file")


def _lsp(parser: Parser) -> None:
    parser.option("--stdio", action="store_true", help="as shipped, and the only way; many editors say it")
    _as_of(parser)


def _output(parser: Parser, words: str, default: str | None = None, *, metavar: str = "FILE") -> None:
    parser.option("-o", "--output", metavar=metavar, default=default, help=words)


def _paths(parser: Parser, words: str, number: str = "+") -> None:
    parser.add_argument("paths", metavar="PATH", nargs=number, help=words)


def _formatted(parser: Parser, formats: tuple[str, ...], usual: str, *, several: bool = False) -> None:
    parser.option(
        "-f",
        "--format",
        metavar="FORMAT",
        type=one_of("--format", formats),
        help=f"{', '.join(formats)}; else by the ending of the output, else {usual}",
    )
    if several:
        parser.option(
            "-o",
            "--output",
            metavar="[FORMAT:]FILE",
            action="append",
            default=[],
            dest="outputs",
            help="write to a file; `-` is standard output; `sarif:FILE` beside what is printed; repeat it",
        )
    else:
        _output(parser, "write to a file; `-` is standard output")
    parser.set_defaults(usual_format=usual, formats=formats)


def _judged(parser: Parser) -> None:
    _profile(parser)
    parser.option(
        "--only", metavar="RULE", action="append", default=[], help="rule id, name or group; repeat it"
    )
    parser.option("--ignore", metavar="RULE", action="append", default=[], help="the same, to leave out")
    parser.option("--accepted", metavar="FILE", help="accepted risks; else .borderflow-accepted.yaml, if any")
    _foreign(parser)
    _as_of(parser)
    _policies(parser)
    _configured(parser)


def _configured(parser: Parser) -> None:
    parser.set_defaults(own_profiles=(), exclude_base=".", omitted=None)
    parser.option(
        "--exclude",
        metavar="PATTERN",
        action="append",
        default=[],
        help="files or folders to leave out of folders and globs, as `.gitignore` writes them; repeat it",
    )
    parser.option(
        "--gitignore",
        action=BooleanOptionalAction,
        default=True,
        help="leave out what git ignores (as shipped)",
    )
    parser.known.append("--no-gitignore")
    parser.option("--config", metavar="FILE", help="settings, in place of the nearest borderflow.toml")
    parser.option("--no-config", action="store_true", help="read no settings")


def _profile(parser: Parser) -> None:
    parser.option(
        "--profile",
        metavar="NAME",
        action="append",
        default=[],
        dest="profiles",
        help="severities (sovereign), or a framework beside the law (seal-3, secnumcloud, hds, …); repeat it",
    )


def _read(parser: Parser) -> None:
    """How files are read, where no rule is chosen."""
    parser.set_defaults(profiles=[], only=[], ignore=[], own_profiles=(), accepted=None, omitted=None)
    _foreign(parser)
    _as_of(parser)
    _policies(parser)


def _foreign(parser: Parser) -> None:
    """How files of other formats are read."""
    _source_forced(parser)
    parser.option(
        "--assume-personal-data",
        action=BooleanOptionalAction,
        default=True,
        help="where files declare no data, take what users enter for personal data (as shipped)",
    )
    parser.known.append("--no-assume-personal-data")
    parser.option(
        "--answers",
        metavar="FILE",
        action="append",
        default=[],
        help="filled sheet of `borderflow questions` (.xlsx, .csv or .json); repeat it",
    )


def _source_forced(parser: Parser) -> None:
    parser.option(
        "--from",
        metavar="FORMAT",
        dest="source_format",
        type=_source_format,
        help="read the files as this format instead of recognising it by content",
    )


def _source_format(word: str) -> str:
    from borderflow.readers import FOREIGN

    return one_of("--from", FOREIGN)(word)


def _assumed(parser: Parser, words: str) -> None:
    parser.option(
        "--assume",
        metavar="SCENARIO",
        action="append",
        default=[],
        help=f"{words}: dpf-invalidated, acquired-by-us-parent=PROVIDER, …, or a file; repeat it",
    )


def _language(parser: Parser, words: str = "language of what is written") -> None:
    parser.option(
        "--lang",
        metavar="LANG",
        dest="language",
        default=ENGLISH,
        type=one_of("--lang", LANGUAGES),
        help=f"{words}: en, fr or de (en as shipped)",
    )


def _as_of(parser: Parser) -> None:
    parser.option("--as-of", metavar="DATE", help="day whose law and facts count; today when left out")


def _policies(parser: Parser) -> None:
    parser.option(
        "--policy",
        metavar="DIR",
        action="append",
        default=[],
        dest="policies",
        help="folder with further rules, providers and profiles, or DIR@sha256:DIGEST; repeat it",
    )


COMMANDS: dict[str, tuple[str, Callable[[Parser], None]]] = {
    "check": ("judge systems and say what blocks", _check),
    "diff": ("show what changed between two versions", _diff),
    "compare": ("set candidate architectures side by side", _compare),
    "stress": ("show what would change if the law or an owner did", _stress),
    "report": ("write the review for the data protection officer", _report),
    "sign": ("sign a result: approve, with conditions, or reject", _sign),
    "register": ("write the record of processing, recipients and the Art. 28 checklist", _register),
    "tia": ("draft an impact assessment for each transfer", _tia),
    "import": ("write a manifest from the files that there are", _import),
    "questions": ("write the open questions as a sheet to fill in", _questions),
    "baseline": ("keep what is known, so that only what is new fails", _baseline),
    "drift": ("show what runs and is not declared", _drift),
    "graph": ("draw or export the data flows", _graph),
    "explain": ("say what a rule or a finding means", _explain),
    "rules": ("list, show or test the rules, or pin a folder of them", _rules),
    "catalog": ("look up providers, products and regions", _catalog),
    "cache": ("show or empty the folder of kept results", _cache),
    "completion": ("print what completes words in a shell", _completion),
    "init": ("ask a few questions and write a manifest", _init),
    "schema": ("print the JSON Schema of the manifest", _schema),
    "lsp": ("serve an editor: findings, hover, completion, fixes", _lsp),
}


def parser_of(command: str) -> Parser:
    """The parser of one command; the others are not built."""
    summary, add_options = COMMANDS[command]
    parser = Parser(f"borderflow {command}", f"{summary[0].upper()}{summary[1:]}.")
    add_options(parser)
    return parser


def overview() -> str:
    """What `borderflow --help` prints."""
    commands = "\n".join(f"  {name:<10} {summary}" for name, (summary, _) in COMMANDS.items())
    return (
        f"usage: borderflow COMMAND [options]\n\n{SUMMARY}\n\ncommands:\n{commands}\n\n"
        "  --version  print the version\n  --help     print this; `borderflow COMMAND --help` tells more\n"
    )
