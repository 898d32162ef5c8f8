"""What changed between two results becomes bytes: findings, recipients, countries, data and flows."""
