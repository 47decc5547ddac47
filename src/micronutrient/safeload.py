"""A text file from a user, read into plain data and nothing else.

Input is hostile until checked. YAML here is the plain part of YAML: no anchors, aliases, tags or
merge keys, so that nothing can multiply in memory or run; dates stay text. Size, depth and number
of values are limited; duplicate keys and numbers that are not finite are refused.
"""

import json
import math
import re
import sys
from pathlib import Path

import yaml
from yaml.cyaml import CParser as _CParser  # type: ignore[attr-defined]

from micronutrient.errors import Faults, InputFault

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 24
MAX_VALUES = 400_000

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
                found = "is a folder" if file.is_dir() else "no such file"
                raise InputFault(path, found, allowed="a case in YAML or JSON")
            with file.open("rb") as stream:
                content = stream.read(MAX_BYTES + 1)
        except OSError as error:
            raise InputFault(path, f"cannot be read: {error.strerror}") from error
    if len(content) > MAX_BYTES:
        raise InputFault(
            path,
            f"is larger than {MAX_BYTES // 1024**2} MB",
            allowed=f"at most {MAX_BYTES // 1024**2} MB",
            advice="one person's case is a few kilobytes; is this the right file?",
        )
    return content


def _decode(content: bytes, path: str) -> str:
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            raise InputFault(
                path,
                f"is {kind}, whatever its name says",
                allowed="a case in YAML or JSON, as text",
                advice="`micronutrient schema case` prints its fields",
            )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputFault(
            path,
            f"is not UTF-8 text (byte {error.start})",
            allowed="a case in YAML or JSON",
            advice="save it as UTF-8",
        ) from error
    if not text.strip():
        raise InputFault(path, "is empty", allowed="a case in YAML or JSON")
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
    return data


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number that can be used; leave the field out")


class _PlainYaml(_CParser, yaml.resolver.BaseResolver):
    """A YAML parser that knows null, true, false and decimal numbers, and nothing else."""

    def __init__(self, text: str) -> None:
        _CParser.__init__(self, text)
        yaml.resolver.BaseResolver.__init__(self)


def _resolve(kind: str, pattern: str, first: str) -> None:
    _PlainYaml.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(pattern), list(first))


_resolve("null", r"^(?:~|null|Null|NULL|)$", "~nN\0")
_resolve("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF")
_resolve("int", r"^[-+]?[0-9]{1,18}$", "-+0123456789")
_resolve(
    "float",
    r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]{1,3})?$",
    "-+.0123456789",
)
_PlainYaml.yaml_implicit_resolvers.setdefault("", []).append(
    ("tag:yaml.org,2002:null", re.compile(r"^$"))
)


def _load_yaml(text: str, path: str) -> object:
    parser = _PlainYaml(text)
    try:
        node = parser.get_single_node()
        builder = _Builder(path)
        data = builder.build(node, depth=0) if node is not None else None
    except yaml.YAMLError as error:
        raise InputFault(_place(path, error), f"is not YAML: {_problem(error)}") from error
    except RecursionError as error:
        raise _too_deep(path) from error
    finally:
        parser.dispose()
    if builder.faults:
        raise Faults(builder.faults)
    return data


class _Builder:
    """Turn a parsed YAML document into plain data, refusing all that could surprise."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.seen: set[int] = set()
        self.faults: list[InputFault] = []

    def build(self, node: yaml.Node, *, depth: int) -> object:
        if id(node) in self.seen:
            raise self._refused(node, "anchors and aliases (&, *)", "write the value out")
        self.seen.add(id(node))
        if depth > MAX_DEPTH:
            raise _too_deep(self.path)
        if len(self.seen) > MAX_VALUES:
            raise InputFault(self.path, f"has more than {MAX_VALUES} values")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth=depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, depth=depth + 1) for item in node.value]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, *, depth: int) -> dict[str, object]:
        mapping: dict[str, object] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._refused(key_node, "a list or mapping as a key", "use a word")
            key = str(key_node.value)
            if key == "<<":
                raise self._refused(key_node, "merge keys (<<)", "write the fields out")
            if key in mapping:
                line = key_node.start_mark.line + 1
                self.faults.append(_key_twice(f"{self.path}, line {line}", key))
            mapping[key] = self.build(value_node, depth=depth + 1)
        return mapping

    def _scalar(self, node: yaml.Node) -> object:
        kind = node.tag.removeprefix("tag:yaml.org,2002:")
        text = str(node.value)
        if kind == "null":
            return None
        if kind == "bool":
            return text.casefold() == "true"
        if kind == "int":
            return int(text)
        if kind == "float":
            return _finite(float(text), self.path)
        if kind == "str":
            return text
        raise self._refused(node, f"the tag {node.tag}", "plain values need no tag")

    def _refused(self, node: yaml.Node, what: str, advice: str) -> InputFault:
        line = node.start_mark.line + 1
        return InputFault(
            f"{self.path}, line {line}", f"{what} are not read from a case", advice=advice
        )


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
    return InputFault(path, f"is nested deeper than {MAX_DEPTH} levels", allowed="a flat case")


def _key_twice(where: str, key: str) -> InputFault:
    return InputFault(
        where, f"the field {key!r} stands twice", allowed="each field once", advice="remove one"
    )


def _place(path: str, error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return f"{path}, line {mark.line + 1} column {mark.column + 1}" if mark else path


def _problem(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or getattr(error, "context", None) or error)
