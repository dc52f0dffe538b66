"""The account of a table, checked by adding up its sheet anew."""

from workbook_templates.reading.table import NumberRole


def assert_accounted(source, sheets, form_set):
    """Every figure of every table's columns is in one role, to its value: what is counted, contained in what
    is counted, or reported."""
    for table in source.tables:
        [sheet] = [sheet for sheet in sheets if sheet.name == table.sheet]
        lines = (*table.parts, *table.parents, *table.sums)
        for name in form_set.annexes[table.form].all_columns.added:
            column = table.columns.get(name)
            if column is None:
                continue
            on_sheet = [
                (number, row[column])
                for number, row in enumerate(sheet.rows, 1)
                if number > table.header_row and column < len(row) and isinstance(row[column], float)
            ]
            rows = set(table.rows)
            told = {row for row, at, _ in table.outside if at == column}
            kept = {line.row for line in lines if isinstance(line.raw.get(name), float)}
            raw = dict(zip(table.rows, table.raw[name], strict=True))
            for number, value in on_sheet:
                roles = [number in rows and raw[number] == value, number in kept, number in told]
                assert sum(roles) == 1, (table.sheet, name, number, value, roles)
        assert all(role in NumberRole for role in table.account)
