"""Drafts of transfer impact assessments, by the six steps of EDPB Recommendations 01/2020."""
