"""What the user handed in: a folder, a zip archive or one workbook, opened with care.

Nothing is ever unpacked to disk. A file is read through a meter that stops at a limit, so that a
small archive cannot become a large one; names in an archive that point outside it are refused.
"""

import gzip
import hashlib
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from micronutrient.errors import InputFault
from micronutrient.foods.importers.limits import limits

_PACKED: dict[str, Callable[[IO[bytes]], Any]] = {
    ".xz": lzma.LZMAFile,
    ".gz": lambda raw: gzip.GzipFile(fileobj=raw),
}
_WORKBOOK = ".xlsx"
_TABLE = ".csv"
_ZIP_SIGNATURE = b"PK\x03\x04"
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}
_CELL = re.compile(rb"""\br\s{0,9}=\s{0,9}["']([A-Za-z]{1,3})([0-9]{1,9})["']""")
_DAMAGED = (EOFError, lzma.LZMAError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile)


class Part:
    """One file of what was handed in.

    Attributes
    ----------
    name
        As shown to people: ``food.csv`` or ``archive.zip/food.csv``.
    stem
        Name without folder and ending, folded: ``food_nutrient``.
    size, unpacked
        Bytes as stored, and unpacked where an archive tells it.
    """

    def __init__(
        self, name: str, *, size: int, unpacked: int | None, stream: Callable[[], IO[bytes]]
    ) -> None:
        self.name = name
        self.stem, self.ending = _split(name)
        self.size = size
        self.unpacked = unpacked
        self._stream = stream
        self._meter: _Meter | None = None

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Open for reading; damage, bombs and unreadable files become one clear line."""
        with reading(self.name), self._stream() as raw:
            packed = self.name.casefold()
            opener = next((o for end, o in _PACKED.items() if packed.endswith(end)), None)
            stream = opener(raw) if opener else raw
            self._meter = _Meter(stream, raw=raw, part=self)
            yield io.BufferedReader(self._meter, 1 << 18)

    def read(self) -> bytes:
        """Read the whole file."""
        with self.open() as stream:
            return stream.read()

    @property
    def fraction(self) -> float:
        """How much of the file has been read, 0 to 1."""
        if self._meter is None:
            return 0.0
        if self.unpacked is not None:
            return min(1.0, self._meter.count / max(1, self.unpacked))
        return min(1.0, self._meter.stored / max(1, self.size))


class _Meter(io.RawIOBase):
    """Counts what comes out of a stream, and stops at the limit."""

    def __init__(self, stream: IO[bytes], *, raw: IO[bytes], part: Part) -> None:
        super().__init__()
        self._stream = stream
        self._raw = raw
        self._part = part
        self._most = _most_bytes(part.size)
        self._counts_stored = part.unpacked is None
        self.count = 0
        self.stored = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401
        with reading(self._part.name):
            data = self._stream.read(len(buffer))
        self.count += len(data)
        self.stored = self._raw.tell() if self._counts_stored else 0
        if self.count > self._most:
            raise _bomb(self._part.name)
        buffer[: len(data)] = data
        return len(data)


class Package:
    """The files of one folder or archive, or one workbook."""

    def __init__(self, path: Path, *, parts: Iterable[Part]) -> None:
        self.path = path
        self.parts = tuple(parts)

    def part(self, *stems: str) -> Part | None:
        """Give the table of one of these names, or None.

        Raises
        ------
        InputFault
            If there are several of them: which one is meant?
        """
        found = [p for p in self.parts if p.ending == _TABLE and p.stem in stems]
        if len(found) > 1:
            raise InputFault(
                str(self.path),
                f"holds {found[0].stem}{_TABLE} several times: {', '.join(p.name for p in found)}",
                allowed="one download at a time",
            )
        return found[0] if found else None

    def complete(
        self, title: str, found: Mapping[str, Part | None], *, files: Mapping[str, str]
    ) -> dict[str, Part]:
        """Give the parts found of the table `title`; `files` holds each one's file name.

        Raises
        ------
        InputFault
            If one was not found.
        """
        missing = [files[name] for name, part in found.items() if part is None]
        if missing:
            raise InputFault(
                str(self.path),
                f"{title}'s {', '.join(missing)} missing",
                allowed=", ".join(files.values()),
                advice="take the whole download",
            )
        return {name: part for name, part in found.items() if part is not None}

    def starting(self, stem: str) -> tuple[Part, ...]:
        """Give the tables whose name begins so, in alphabetical order."""
        found = (p for p in self.parts if p.ending == _TABLE and p.stem.startswith(stem))
        return tuple(sorted(found, key=lambda p: p.stem))

    def workbooks(self) -> tuple[Part, ...]:
        """Give the Excel workbooks, in alphabetical order."""
        return tuple(sorted((p for p in self.parts if p.ending == _WORKBOOK), key=lambda p: p.name))


def open_package(path: Path) -> Package:
    """Open a folder, a zip archive or an Excel workbook.

    Raises
    ------
    InputFault
        If there is no such file, it cannot be read, or it is none of the three.
    """
    with reading(str(path)):
        if path.is_dir():
            return Package(path, parts=_folder_parts(path))
        if not path.exists():
            raise InputFault(str(path), "no such file or folder")
        with path.open("rb") as stream:
            signature = stream.read(len(_ZIP_SIGNATURE))
        if signature != _ZIP_SIGNATURE:
            raise none_of_the_known(path)
        if path.suffix.casefold() == _WORKBOOK:
            return Package(path, parts=(_file_part(path),))
        return Package(path, parts=_zip_parts(path))


def none_of_the_known(path: Path) -> InputFault:
    """Say that a path is nothing that can be imported."""
    return InputFault(
        str(path),
        "is none of the food tables that can be imported",
        allowed="FoodData Central's CSV download (zip or folder) with SR Legacy or Foundation "
        "Foods; an FNDDS nutrient values workbook (.xlsx); the folder or zip of the Canadian "
        "Nutrient File 2015 (CSV)",
    )


def checksum(parts: Iterable[Part]) -> str:
    """Give one SHA-256 over names and content of some files."""
    total = hashlib.sha256()
    for part in sorted(parts, key=lambda p: p.name):
        digest = hashlib.sha256(f"{part.stem}\0".encode())
        with part.open() as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
        total.update(digest.digest())
    return total.hexdigest()


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Turn what can go wrong while reading a file into one clear line that names it."""
    try:
        yield
    except _DAMAGED as error:
        raise InputFault(name, "is truncated or damaged", advice="download it again") from error
    except OSError as error:
        raise InputFault(name, f"cannot be read: {error.strerror or error}") from error


def open_workbook(part: Part) -> IO[bytes]:
    """Give a workbook that does not fill the memory, whatever opens it.

    It is packed anew from what was checked, so that whoever opens it sees nothing else: an archive
    may say one size and hold another, or one name twice.

    Raises
    ------
    InputFault
        If it unpacks to too much, or a cell lies so far out that the sheet would be huge.
    """
    checked = io.BytesIO()
    with (
        reading(part.name),
        zipfile.ZipFile(io.BytesIO(_workbook_bytes(part))) as archive,
        zipfile.ZipFile(checked, "w", zipfile.ZIP_STORED) as copy,
    ):
        _check_sizes(archive, part.name)
        if sum(info.file_size for info in archive.infolist()) > limits().max_sheet_bytes:
            raise _bomb(part.name)
        for name in dict.fromkeys(archive.namelist()):
            content = archive.read(name)
            _check_cells(content, part.name)
            copy.writestr(zipfile.ZipInfo(name), content)
    checked.seek(0)
    return checked


def _workbook_bytes(part: Part) -> bytes:
    if part.size > limits().max_sheet_bytes:
        raise _bomb(part.name)
    return part.read()


def _check_cells(content: bytes, name: str) -> None:
    most, row, column = limits(), 0, 0
    for cell in _CELL.finditer(content):
        row, column = max(row, int(cell[2])), max(column, _column(cell[1]))
    far_out = row > most.max_sheet_rows or column > most.max_sheet_columns
    if far_out or row * column > most.max_sheet_cells:
        raise InputFault(
            name,
            f"a sheet reaches to row {row}, column {column}",
            allowed=f"at most {most.max_sheet_rows} rows, {most.max_sheet_columns} columns and "
            f"{most.max_sheet_cells} cells",
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _split(name: str) -> tuple[str, str]:
    plain = PurePosixPath(name.replace("\\", "/")).name.casefold()
    for packed in _PACKED:
        plain = plain.removesuffix(packed)
    stem, dot, ending = plain.rpartition(".")
    return (stem, dot + ending) if dot else (plain, "")


def _file_part(path: Path) -> Part:
    return Part(str(path), size=path.stat().st_size, unpacked=None, stream=lambda: path.open("rb"))


def _folder_parts(folder: Path) -> list[Part]:
    files = [p for p in sorted(folder.iterdir()) if p.is_file()]
    if not any(_split(p.name)[1] in {_TABLE, _WORKBOOK} for p in files):
        inner = [p for p in sorted(folder.iterdir()) if p.is_dir()]
        files = [p for p in sorted(inner[0].iterdir()) if p.is_file()] if len(inner) == 1 else []
    _check_count(len(files), str(folder))
    return [_file_part(path) for path in files]


def _check_count(files: int, name: str) -> None:
    if files > limits().max_files:
        raise InputFault(name, f"holds {files} files", allowed="a publisher's download")


def _zip_parts(path: Path) -> list[Part]:
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        _check_sizes(archive, str(path))
    size = path.stat().st_size
    for info in infos:
        if info.compress_size > size:
            raise zipfile.BadZipFile
    return [
        _zip_part(path, info)
        for info in infos
        if not info.is_dir() and not info.filename.startswith("__MACOSX/")
    ]


def _zip_part(path: Path, info: zipfile.ZipInfo) -> Part:
    @contextmanager
    def stream() -> Iterator[IO[bytes]]:
        with zipfile.ZipFile(path) as archive, archive.open(info) as member:
            yield member

    return Part(
        f"{path}/{info.filename}",
        size=info.compress_size,
        unpacked=info.file_size,
        stream=stream,  # type: ignore[arg-type]
    )


def _check_sizes(archive: zipfile.ZipFile, name: str) -> None:
    infos = archive.infolist()
    _check_count(len(infos), name)
    for info in infos:
        if _points_outside(info.filename):
            raise InputFault(
                name,
                f"holds a file whose name points outside the archive: {info.filename!r}",
                advice="this is no publisher's download; do not use it",
            )
        if info.file_size > _most_bytes(info.compress_size):
            raise _bomb(name)
        if info.flag_bits & 1 or info.compress_type not in _METHODS:
            raise InputFault(name, "is encrypted or packed in an unusual way", allowed="plain zip")


def _points_outside(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in path.parts[0] if path.parts else False


def _most_bytes(stored: int) -> int:
    most = limits()
    return min(most.max_unpacked_bytes, max(most.ratio_from_bytes, stored * most.max_ratio))


def _bomb(name: str) -> InputFault:
    return InputFault(
        name,
        "unpacks to far more than a food table",
        allowed=f"at most {limits().max_ratio} times its packed size",
        advice="this is no publisher's download; do not use it",
    )
