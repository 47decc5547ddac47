"""A text file from a user, read into plain data and nothing else.

Input is hostile until checked. YAML here is the plain part of YAML: no anchors, aliases, tags or
merge keys, so that nothing can multiply in memory or run; dates stay text. Size, depth and number
of values are limited; duplicate keys and numbers that are not finite are refused.
"""

import json
import math
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml
from yaml.cyaml import CParser as _CParser  # type: ignore[attr-defined]

from micronutrient.errors import Faults, InputFault, shorten

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 24
MAX_VALUES = 400_000

_HALF_LETTER = re.compile(r"\\u[dD][89a-fA-F]")
_SIGNATURES = {
    b"PK\x03\x04": "a zip or Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip archive",
    b"\xfd7zXZ": "an xz archive",
    b"SQLite f": "a database",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


def load(path: str) -> object:
    """Read a YAML or JSON file into dicts, lists, text, numbers, booleans and None.

    Parameters
    ----------
    path
        The file's name; ``-`` reads standard input.

    Raises
    ------
    InputFault
        If the file is missing, too large, not text, not YAML or JSON, too deep, or ambiguous.
    """
    text = _decode(_read_bytes(path), path)
    if path.casefold().endswith(".json") or text.lstrip()[:1] in {"{", "["}:
        return _load_json(text, path)
    return _load_yaml(text, path)


def _read_bytes(path: str) -> bytes:
    if path == "-":
        content = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        file = Path(path)
        try:
            if not file.is_file():
                raise InputFault(path, _no_file(file), allowed="YAML or JSON")
            with file.open("rb") as stream:
                content = stream.read(MAX_BYTES + 1)
        except OSError as error:
            raise InputFault(path, f"cannot be read: {error.strerror}") from error
    if len(content) > MAX_BYTES:
        raise InputFault(
            path,
            f"is larger than {MAX_BYTES // 1024**2} MB",
            allowed=f"at most {MAX_BYTES // 1024**2} MB",
            advice="a case or a survey's specification is a few kilobytes; is this the right file?",
        )
    return content


def _no_file(path: Path) -> str:
    if path.is_dir():
        return "is a folder"
    return "is no regular file" if path.exists() else "no such file"


def _decode(content: bytes, path: str) -> str:
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            raise InputFault(
                path,
                f"is {kind}, whatever its name says",
                allowed="YAML or JSON, as text",
                advice="`micronutrient schema` prints the fields of a case or a survey",
            )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputFault(
            path,
            f"is not UTF-8 text (byte {error.start})",
            allowed="YAML or JSON",
            advice="save it as UTF-8",
        ) from error
    if not text.strip():
        raise InputFault(path, "is empty", allowed="YAML or JSON")
    return text


def _load_json(text: str, path: str) -> object:
    twice: list[str] = []

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        mapping: dict[str, object] = {}
        for key, value in pairs:
            if key in mapping:
                twice.append(key)
            mapping[key] = value
        return mapping

    try:
        data = json.loads(text, object_pairs_hook=unique, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise _too_deep(path) from error
    except json.JSONDecodeError as error:
        where = f"{path}, line {error.lineno} column {error.colno}"
        raise InputFault(where, f"is not JSON: {error.msg}") from error
    except ValueError as error:
        raise InputFault(path, f"is not JSON: {error}") from error
    if twice:
        raise Faults(_key_twice(path, key) for key in twice)
    _check_tree(data, path)
    _check_letters(text, data, path)
    return data


def _check_letters(text: str, data: object, path: str) -> None:
    if not _HALF_LETTER.search(text):
        return
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise InputFault(path, "holds half a letter, such as \\ud800", allowed="text") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number that can be used; leave the field out")


class _PlainYaml(_CParser, yaml.resolver.BaseResolver):
    """A YAML parser that knows null, true, false and decimal numbers, and nothing else."""

    def __init__(self, text: str) -> None:
        _CParser.__init__(self, text)
        yaml.resolver.BaseResolver.__init__(self)


_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]{1,3})?")


def _resolve(kind: str, pattern: str, first: str) -> None:
    whole = re.compile(rf"^(?:{pattern})$")
    _PlainYaml.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", whole, list(first))


_resolve("null", "~|null|Null|NULL|", "~nN\0")
_resolve("bool", "true|True|TRUE|false|False|FALSE", "tTfF")
_resolve("int", _INTEGER.pattern, "-+0123456789")
_resolve("float", _DECIMAL.pattern, "-+.0123456789")
_PlainYaml.yaml_implicit_resolvers.setdefault("", []).append(
    ("tag:yaml.org,2002:null", re.compile(r"^$"))
)


def _load_yaml(text: str, path: str) -> object:
    parser = _PlainYaml(text)
    try:
        builder = _Builder(parser, path)
        data = builder.document()
    except yaml.YAMLError as error:
        advice = "indent with spaces: YAML takes no tabs" if "\t" in text else ""
        found = f"is not YAML: {_problem(error)}"
        raise InputFault(_place(path, error), found, advice=advice) from error
    finally:
        parser.dispose()
    if builder.faults:
        raise Faults(builder.faults)
    return data


class _Builder:
    """Turn YAML into plain data event by event, refusing all that could surprise.

    Events, not libyaml's tree: that is built by recursion in C, and ends the process when a file
    is nested deep enough.
    """

    def __init__(self, parser: _PlainYaml, path: str) -> None:
        self.parser = parser
        self.path = path
        self.values = 0
        self.faults: list[InputFault] = []

    def document(self) -> object:
        """Give the one document of the file; None if it holds nothing."""
        self._take()
        if isinstance(self._take(), yaml.StreamEndEvent):
            return None
        data = self._value(self._take(), depth=0)
        self._take()
        if not isinstance(end := self._take(), yaml.StreamEndEvent):
            where = f"{self.path}, line {_line(end)}"
            raise InputFault(where, "is not YAML of one document", allowed="one document a file")
        return data

    def _take(self) -> yaml.Event:
        event = self.parser.get_event()
        if event is None:
            raise InputFault(self.path, "is not YAML: it ends too early")
        return event

    def _value(self, event: yaml.Event, *, depth: int) -> object:
        self._check_node(event)
        if depth > MAX_DEPTH:
            raise _too_deep(self.path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.CollectionStartEvent) and event.tag not in {None, "!"}:
            raise self._tagged(event, str(event.tag))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(depth=depth)
        return [self._value(item, depth=depth + 1) for item in self._until(yaml.SequenceEndEvent)]

    def _check_node(self, event: yaml.Event) -> None:
        self.values += 1
        if self.values > MAX_VALUES:
            raise InputFault(self.path, f"has more than {MAX_VALUES} values")
        if not isinstance(event, yaml.NodeEvent) or event.anchor is not None:
            raise self._refused(event, "anchors and aliases (&, *)", "write the value out")

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        while not isinstance(event := self._take(), end):
            yield event

    def _mapping(self, *, depth: int) -> dict[str, object]:
        mapping: dict[str, object] = {}
        for event in self._until(yaml.MappingEndEvent):
            key = self._key(event)
            if key in mapping:
                self.faults.append(_key_twice(f"{self.path}, line {_line(event)}", key))
            mapping[key] = self._value(self._take(), depth=depth + 1)
        return mapping

    def _key(self, event: yaml.Event) -> str:
        self._check_node(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise self._refused(event, "a list or mapping as a key", "use a word")
        if event.value == "<<":
            raise self._refused(event, "merge keys (<<)", "write the fields out")
        return str(event.value)

    def _scalar(self, event: yaml.ScalarEvent) -> object:
        tag, text = event.tag, str(event.value)
        if tag in {None, "!"}:
            tag = self.parser.resolve(yaml.ScalarNode, text, event.implicit)  # type: ignore[no-untyped-call]
        kind = str(tag).removeprefix("tag:yaml.org,2002:")
        if kind == "null":
            return None
        if kind == "bool":
            return text.casefold() == "true"
        if kind == "int" and _INTEGER.fullmatch(text):
            return int(text)
        if kind == "float" and _DECIMAL.fullmatch(text):
            return _finite(float(text), self.path)
        if kind == "str":
            return text
        raise self._tagged(event, str(tag))

    def _tagged(self, event: yaml.Event, tag: str) -> InputFault:
        return self._refused(event, f"the tag {shorten(tag)}", "plain values need no tag")

    def _refused(self, event: yaml.Event, what: str, advice: str) -> InputFault:
        where = f"{self.path}, line {_line(event)}"
        return InputFault(where, f"{what} are not read", advice=advice)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _check_tree(data: object, path: str) -> None:
    level, values = [data], 0
    for _ in range(MAX_DEPTH + 2):
        below: list[object] = []
        for value in level:
            if isinstance(value, float):
                _finite(value, path)
            elif isinstance(value, dict):
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value)
        values += len(below)
        if values > MAX_VALUES:
            raise InputFault(path, f"has more than {MAX_VALUES} values")
        if not below:
            return
        level = below
    raise _too_deep(path)


def _finite(number: float, path: str) -> float:
    if not math.isfinite(number):
        raise InputFault(path, "holds a number too large to use", allowed="finite numbers")
    return number


def _too_deep(path: str) -> InputFault:
    return InputFault(path, f"is nested deeper than {MAX_DEPTH} levels", allowed="fewer levels")


def _key_twice(where: str, key: str) -> InputFault:
    return InputFault(
        where, f"the field {key!r} stands twice", allowed="each field once", advice="remove one"
    )


def _place(path: str, error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return f"{path}, line {mark.line + 1} column {mark.column + 1}" if mark else path


def _problem(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or getattr(error, "context", None) or error)
