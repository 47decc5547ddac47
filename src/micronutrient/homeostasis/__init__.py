"""How a body holds its balance: published models of what a nutrient does in the body over time.

One model a file, named by first author (or body) and year, each with its states, units, species and
source. A model is a set of flows between pools: its file here says how large each flow is, its data
file between which pools it runs, and with which figures.

- `model`: what a model is made of, its data file, and the figures of one run;
- `solver`: time courses, and the mass balance at each step;
- `repletion`: when a target is reached, with an interval;
- `equations`: the list of the models.

Numbers: data/homeostasis/<model>.toml.
"""
