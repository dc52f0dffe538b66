Attribute VB_Name = "Callbacks"
Option Explicit

Private Const BIEU_VERSION As String = "0.0.0"

Public Sub Press(control As IRibbonControl)
    If ActiveWorkbook Is Nothing Then
        If control.Tag <> "" Then
            CreateObject("WScript.Shell").Popup control.Tag, 0, ThisWorkbook.BuiltinDocumentProperties("Subject").Value, 48
            Exit Sub
        End If
        Workbooks.Add
    End If
    Application.EnableCancelKey = xlDisabled ' Esc is for Python; Excel sets this back by itself when idle
    RunPython "import xl_addin.buttons; xl_addin.buttons.press('" & control.ID & "', '" & BIEU_VERSION & "')"
End Sub
