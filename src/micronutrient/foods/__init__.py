"""What food holds: composition tables, search, household measures, nutrient retention.

What a food holds

- `composition`: tables of foods, and the one that comes with the package (`csv_tables` reads it);
- `nutrient_amounts`: how the components of a table add up to nutrients, with bounds;
- `ranges`: published ranges of what tables leave out (phytate, haem iron);
- `absorption_factors`: what in a food bears on absorption;
- `portions`: the weight of a household measure, in the words of `measures`;
- `retention`: what cooking leaves.

Which food is meant

- `search`: foods by words, over the `vocabulary` of a table.

Tables of other publishers, in the order in which an import goes through them

- `importers`: read the publishers' own files, row by row;
- `importing`: runs an import and tells all faults together;
- `staging`: keeps what was read, so that a killed import goes on;
- `assembling`: rows to tables;
- `store`: the imported tables on disk; `table_info` says what each one is, `stored_vocabulary`
  keeps its words for searching.
"""
