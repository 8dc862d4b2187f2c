"""Plain tools 工具: no Django, no rule of the house."""
