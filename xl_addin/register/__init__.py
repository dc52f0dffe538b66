"""Sổ theo dõi: the lasting workbook beside the returns that remembers who sent what and where each stands."""
