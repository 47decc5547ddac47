"""What blood and urine say: markers, quality of a result, and what it means for this person."""
