"""A small form set as tables of text, to be written with one or several mistakes in it."""

from __future__ import annotations

from pathlib import Path

TABLES = {
    "form_set.csv": """
        key,value
        id,nho-2027
        year,2027
        title,Kế hoạch năm {year}
        units,nho
        units_on,{last_year}-12-01
        mail_subject,Đăng ký năm {year} - {unit}
        """,
    "fields.csv": """
        name,label,kind,role,facet,headers,least,most
        learners_women,Học viên nữ,count,learners,,Nữ|Số nữ,,5000
        learners_young,Học viên trẻ,count,learners,,Trẻ,,
        """,
    "annexes.csv": """
        id,name,sheet,number,title,line,programmes,arrangement,section_rows
        bieu-01,Biểu 01,Biểu 01,BIỂU SỐ 01,CÁC LỚP NĂM {year},class,trung-cap,opened,yes
        bieu-02,Biểu 02,Biểu 02,BIỂU SỐ 02,NHU CẦU NĂM {year},unit,,registered,no
        """,
    "bieu.csv": """
        id,sources,title,only
        bieu-01,bieu-01,,
        tinh,bieu-01|bieu-02,TỔNG HỢP,learners=5
        """,
    "columns.csv": """
        form,field,header,width,required,filled_by,sum_of,part_of,product_of
        bieu-01,ordinal,STT,6,no,unit,,,
        bieu-01,class_name,Tên lớp,54,yes,unit,,,
        bieu-01,learners,Học viên / Tổng số,9,yes,unit,learners_women|learners_young,,
        bieu-01,learners_women,Học viên / Nữ,9,no,unit,,learners,
        bieu-01,learners_young,Học viên / Trẻ,9,no,unit,,,
        bieu-01,length,Thời gian,9,no,unit,,,
        bieu-02,unit_name,Tên đơn vị,54,yes,unit,,,
        bieu-02,learners,Nhu cầu,9,yes,unit,,,
        tinh,allotted,Phân bổ,9,no,province,,,
        """,
    "sections.csv": """
        form,numeral,title,unit_kinds
        bieu-01,I,LỚP MỞ TẠI TRƯỜNG,school
        bieu-01,II,LỚP KHÁC,
        """,
    "units/nho.csv": """
        code,name,kind,valid_from,valid_to,parent,predecessors
        N-TCT,Trường Chính trị,school,,,,
        N-MOI,Đảng ủy xã Mới,party,2025-07-01,,,N-CU
        N-CU,Huyện ủy Cũ,party,,2025-06-30,,
        """,
    "dues.csv": """
        form,unit
        bieu-01,N-TCT
        bieu-02,N-TCT
        bieu-02,N-MOI
        """,
    "programmes.csv": """
        id,label,kind,peers,phrases,general
        trung-cap,Trung cấp LLCT,training,yes,trung cấp,no
        nghiep-vu,Nghiệp vụ,refresher,no,nghiệp vụ|bồi dưỡng,yes
        """,
    "norms.csv": """
        programme,study_form,day,field,low,high,unit,source
        trung-cap,full-time,,length,6,7.5,tháng,Quy chế
        trung-cap,,,learners,40,80,người,Quy chế
        """,
    "agreements.csv": """
        id,severity,left_form,left_fields,left_programmes,right_form,right_fields,right_programmes,text
        khop,hint,bieu-01,learners,trung-cap,bieu-02,learners,,số học viên
        """,
    "rules.csv": """
        rule,key,value
        D13,slack,0.5
        D16,enabled,no
        """,
}


def write_form_set(folder: Path, mistakes: dict[tuple[str, int], str] | None = None) -> Path:
    """Write the set. mistakes: another line for (file, row), as it stands in the file; a row behind the
    last is added; a file that is not its own is made."""
    for file in dict.fromkeys((*TABLES, *(file for file, _ in mistakes or {}))):
        lines = [line.strip() for line in TABLES.get(file, "").strip().splitlines()]
        for (name, row), line in (mistakes or {}).items():
            if name == file:
                lines += [""] * (row - len(lines))
                lines[row - 1] = line
        target = folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
