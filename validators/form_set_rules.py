"""What a form set's rules.csv says of rules: whether there are such rules, and such bounds.

The loader of form sets does not know the rules; it is handed `judge_rules`.
"""

from __future__ import annotations

from workbook_templates.declared.complaints import Complaints
from workbook_templates.declared.rows import RuleRow, typed_number
from workbook_templates.declared.tables import Table

ENABLED = "enabled"


def judge_rules(table: Table[RuleRow], complaints: Complaints) -> None:
    """Complain of a rule that does not exist, of a key that is neither `enabled` nor one of its bounds,
    of a value that does not fit. The rules, and pandas with them, are loaded only where a row names one."""
    if not table.rows:
        return
    from validators.rule import all_rules

    rules = all_rules()
    for row in table:
        rule = rules.get(row.rule)
        if rule is None:
            complaints.unknown(table.file, row.at, "rule", row.rule, rules)
        elif row.key == ENABLED:
            if row.setting not in ("yes", "no"):
                text = f"đang ghi “{row.value}”; chỉ nhận: yes, no."
                complaints.add(table.file, row.at, "value", text)
        elif row.key not in rule.bounds:
            complaints.unknown(table.file, row.at, "key", row.key, (ENABLED, *rule.bounds))
        else:
            _judge_bound(table, row, complaints)


def _judge_bound(table: Table[RuleRow], row: RuleRow, complaints: Complaints) -> None:
    try:
        typed_number(row.value)
    except ValueError as error:
        complaints.add(table.file, row.at, "value", f"đang ghi “{row.value}”; {error}")
