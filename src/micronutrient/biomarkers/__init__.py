"""What blood and urine say: markers, quality of a result, and what it means for this person.

- `marker`, `records`: the markers, and the shape of their data files;
- `interpret`: all results of a case to `readings`; `bench`: one result laid out with all that
  decides how it is read; `repeats`: several results of one marker;
- `quality`: specimen, unit, faults of the sample, and whether a value can be true;
  `sample_patterns`: faults of a sample that its results show together; `stated_bounds`: numbers
  that a remark makes a bound;
- `cutoffs`, `cutoff_records`, `day_time`: whose limits hold for a person and sample, and the bands
  they make;
- `disturbances`: what makes a result unreadable or weaker: `inflammation`, `kidney`, the sample,
  and what else is known of the person (`circumstances`); `companions`: what was measured beside it;
- `follow_up`: the results of a marker over time; `change`: whether two of them differ;
- `anaemia`: whether haemoglobin says anaemia, for limits that hold only then;
- `prospects`: which tests could still be done;
- `calcium_serum`, `haemoglobin`: markers with a correction of their own (`corrected`);
- for surveys: `ferritin`, its limits; `inflammation_survey`, the regression on CRP and AGP, and
  `brinda`, whom it is used for;
- `combined`, `indicator`: indicators computed from several results, each with a file of its own
  (`body_iron`, `cb12`, ...); `sharing`: that they and their parts count once;
- `explaining`: that what the lack of one nutrient makes does not count against another;
- `variation`: how far a result may lie from the usual level;
- `rules`: what holds for all markers; `sentences`: how a reading is said.
"""
