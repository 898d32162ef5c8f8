"""Frozen values in the words of the law and of static analysis. They know nobody and print nothing."""
