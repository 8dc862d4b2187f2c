"""一页指南 · for each role one page to read on the first day and to pin beside the screen."""
