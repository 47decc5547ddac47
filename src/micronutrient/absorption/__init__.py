"""What gets in: how much of a nutrient that is eaten the body takes up.

One nutrient a file, each equation from its publication, named by first author and year. Functions
take arrays, one element a meal, a day or a person, and refuse what lies outside the range that the
publication studied.

- `method`: what every equation says of itself, and the door to the coefficients.
- `accepted`: what rests on figures that nobody looked up is off until it is asked for.
- `amounts`, `curve`: amounts as they come in; a curve where only a table is printed.
- `vitamin_b12`, `folate`, `niacin`, `vitamin_c`: what of a dose gets in.
- `vitamin_a`, `vitamin_e`, `vitamin_k`: the same, by what it is eaten in or with.
- `vitamin_d`, `epa_dha`: what a dose leads to in the blood.
- `iron`: whole diets; `iron_classes`: the shares that authorities assume; `iron_meal`,
  `iron_monsen`: single meals; `iron_supplements`: supplements;
- `zinc`, `zinc_whole_diet`, `copper`, `calcium`, `magnesium`, `phosphorus`, `selenium`;
- `iodine`: the intake of groups, from their urine;
- `forms`: what was measured of the forms of zinc, calcium and magnesium.

Numbers: data/absorption/<nutrient>.toml, one table an equation.
"""
