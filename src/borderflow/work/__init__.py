"""What is done with findings: triage, views, questions, comparison, examples."""
