"""Questions as something that people fill in: a workbook, a table, or JSON for other programs."""
