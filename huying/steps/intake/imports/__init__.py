"""导入 · the files of city platforms become cases: read, mapped, shown before anything is written, brought in once."""
