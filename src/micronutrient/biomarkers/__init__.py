"""What blood and urine say: markers, quality of a result, and what it means for this person.

- `marker`, `records`: the markers, and the shape of their data files;
- `interpret`: all results of a case to `readings`;
- `quality`: specimen, unit, and whether a value can be true;
- `cutoffs`: whose limits hold for a person, and the bands they make;
- `inflammation`, `kidney`: what blurs a marker; `companions`: what was measured beside it;
- `calcium_serum`, `haemoglobin`: markers with a correction of their own (`corrected`);
- `ferritin`: its limits for a survey;
- `combined`, `indicator`: indicators computed from several results, each with a file of its own
  (`body_iron`, `cb12`, ...); `sharing`: that they and their parts count once;
- `variation`: how far a result may lie from the usual level;
- `rules`: what holds for all markers; `sentences`: how a reading is said.
"""
