"""What a clerk sets, in one workbook."""
