"""What gets in: how much of a nutrient that is eaten the body takes up.

One nutrient a file, each equation from its publication, named by first author and year. Functions
take arrays, one element a meal, a day or a person, and refuse what lies outside the range that the
publication studied.

- `method`: what every equation says of itself, and the door to the coefficients;
- `iron`: whole diets; `iron_classes`: the shares that authorities assume; `iron_meal`,
  `iron_monsen`: single meals; `iron_supplements`: supplements.

Numbers: data/absorption/<nutrient>.toml, one table an equation.
"""
