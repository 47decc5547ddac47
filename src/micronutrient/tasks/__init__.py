"""What users do: one file a verb. A task joins the rooms and adds no arithmetic of its own."""
