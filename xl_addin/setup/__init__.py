"""Getting the tool into an office computer: the add-in in Excel, and a folder for machines without
internet."""
