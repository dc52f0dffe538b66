"""The Excel add-in, built from text: the ribbon tab, its callback, and the container Excel wants."""
