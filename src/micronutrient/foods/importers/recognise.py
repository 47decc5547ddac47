"""Tell what a path holds: which publisher's table, in which edition."""

from pathlib import Path

from micronutrient.foods.importers import cnf, fdc, fndds
from micronutrient.foods.importers.package import none_of_the_known, open_package
from micronutrient.foods.importers.records import Found


def recognise(path: Path) -> tuple[Found, ...]:
    """Give what can be imported from a folder, a zip archive or a workbook.

    Several editions of FNDDS in one folder give several answers.

    Raises
    ------
    InputFault
        If it is nothing that is known, damaged, dangerous or incomplete.
    """
    package = open_package(path)
    found = fdc.recognise(package) or cnf.recognise(package)
    several = (found,) if found else fndds.recognise(package)
    if not several:
        raise none_of_the_known(path)
    return several
