"""What acts on what: medicines, conditions, habits and nutrients that move nutrients.

Each agent is one file under data/interactions/, each symptom one under data/symptoms/, each alert
one under data/alerts/. A new one needs no code.

- `table`: the agents, and which of them a text or a code names;
- `screen`: the agents and symptoms of one case, and what they do;
- `blocks`: what no advice may pass;
- `alerts`: what must be seen first;
- `conditions`: the small language in which data files say when a rule applies.
"""
