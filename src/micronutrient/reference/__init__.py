"""Who says how much: reference values of every publisher, and how requirements vary.

- `table`: the value that a publisher sets for a person (`value_for`, `find`, `daily`);
- `rows`: the printed tables, row by row (`publishers`, `nutrients_of`, `values`);
- `compare`: all publishers side by side;
- `requirement`: the distribution of requirements, and the risk that an intake is too small;
- `adjust`: what one person needs more or less than the group, and who says so;
- `situation`: what of a person moves requirements, as words and amounts;
- `iron_losses`: the iron that is lost by weight, menstruation and donated blood;
- `cutpoint`: a whole population against its cut-points.
"""
