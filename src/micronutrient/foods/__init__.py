"""What food holds: composition tables, search, household measures, nutrient retention."""
