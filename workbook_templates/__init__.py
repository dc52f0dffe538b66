"""What a sheet looks like: fields, columns, forms, form sets; blanks out, filled ones in."""
