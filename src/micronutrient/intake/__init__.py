"""What people eat: food records, recipes and supplements to daily intake, and how sure that is.

- `dishes`: the foods and raw weights in a gram of a recipe;
- `records`: food records and recipes to arrays;
- `totals`: daily totals, between what is known and what may be;
- `meals`: what a meal or a day brings that bears on absorption; `meal_places` says which foods make
  a meal;
- `supplements`: what a label says, as nutrients;
- `usual_individual`: what a person usually eats, from few days.
"""
