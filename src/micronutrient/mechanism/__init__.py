"""Why it matters: the enzymes, pathways and systems that each nutrient serves, with sources.

- `records`: a protein, a pathway, a count, and where a symptom arises.
- `table`: the tables, read when first asked for, and their parts by system and pathway.
- `around`: what is worth showing of a nutrient, and what it has in common with a symptom.

Numbers: data/mechanism/<nutrient>.toml, data/mechanism_counts.toml.
Words: data/mechanism_systems.toml, data/mechanism_symptoms.toml.
"""
