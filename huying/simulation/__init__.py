"""模拟 · a district lives through a year: invented residents, people on shifts, the same deeds as the pages do."""
