"""Why it matters: the enzymes, pathways and systems that each nutrient serves, with sources.

Numbers: data/mechanism/<nutrient>.toml.
"""
