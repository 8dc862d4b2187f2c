"""大厅 · what the staff see of cases: the desk, the list, the page of one case, the export. It reads; deeds are done elsewhere."""
