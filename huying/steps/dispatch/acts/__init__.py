"""交办的动作 · the forms by which dispatchers, leaders and grid workers do the deeds of this room on the page of a case."""
