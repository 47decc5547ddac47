"""What people eat: food records, recipes and supplements to daily intake, and how sure that is."""
