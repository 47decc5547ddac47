"""How a body holds its balance: published models of what a nutrient does in the body over time.

One model a file, named by first author and year, each with its states, units, species and source.
"""
