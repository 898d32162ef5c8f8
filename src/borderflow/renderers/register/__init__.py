"""The register of processing activities (Art. 30), with recipients, transfers and the Art. 28 checklist."""
