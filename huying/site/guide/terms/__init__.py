"""词语 · every word of GLOSSARY.md that staff read on a page, explained in one or two sentences; a test holds the two equal."""
