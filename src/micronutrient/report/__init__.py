"""How an assessment is shown: text for a terminal, one HTML page. Draws, never judges."""
