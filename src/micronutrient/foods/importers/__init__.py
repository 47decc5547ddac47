"""Readers of the publishers' own files, one file a publisher; `recognise` tells them apart.

- `fdc`, `fndds`, `cnf`: the publishers;
- `package`: a folder, an archive or a workbook, opened with care and within `limits`;
- `rows`: the rows of a CSV table, and the numbers in them;
- `records`: what every reader hands over.
"""
