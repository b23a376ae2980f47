"""The tests: folders mirror the packages; `scenarios` holds whole conversations, `fakes` what stands in for others."""
