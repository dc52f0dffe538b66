"""The live workbook: what is read from an open Excel and written into it, through xlwings."""
