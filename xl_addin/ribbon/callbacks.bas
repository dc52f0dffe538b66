Attribute VB_Name = "Callbacks"
Option Explicit

Public Sub Press(control As IRibbonControl)
    If ActiveWorkbook Is Nothing Then
        If control.Tag <> "" Then
            CreateObject("WScript.Shell").Popup control.Tag, 0, "Dao tao - Boi duong", 48
            Exit Sub
        End If
        Workbooks.Add
    End If
    RunPython "import xl_addin.buttons; xl_addin.buttons.press('" & control.ID & "')"
End Sub
