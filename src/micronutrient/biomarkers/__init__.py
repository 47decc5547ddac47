"""What blood and urine say: markers, quality of a result, and what it means for this person.

- `marker`, `records`: the markers, and the shape of their data files;
- `interpret`: all results of a case to `readings`;
- `quality`: specimen, unit, and whether a value can be true;
- `cutoffs`: whose limits hold for a person, and the bands they make;
- `inflammation`, `kidney`: what blurs a marker; `companions`: what was measured beside it;
- `calcium_serum`, `haemoglobin`: markers with a correction of their own (`corrected`);
- `ferritin`: its limits for a survey;
- `rules`: what holds for all markers; `sentences`: how a reading is said.
"""
