Attribute VB_Name = "Callbacks"
Option Explicit

Private Const BIEU_VERSION As String = "0.0.0"

Public Sub Press(control As IRibbonControl)
    If ActiveWorkbook Is Nothing Then
        If control.Tag <> "" Then
            Tell control.Tag
            Exit Sub
        End If
        Workbooks.Add
    End If
    If Not FileExists(GetConfig("INTERPRETER_WIN")) Then
        NotStarted
        Exit Sub
    End If
    Application.EnableCancelKey = xlDisabled ' Esc is for Python; Excel sets this back by itself when idle
    RunPython "import xl_addin.buttons; xl_addin.buttons.press('" & control.ID & "', '" & BIEU_VERSION & "')"
End Sub

Public Sub NotStarted() ' the words stand in the file's properties: a module is not Unicode
    Tell ThisWorkbook.BuiltinDocumentProperties("Comments").Value
End Sub

Private Sub Tell(words As String)
    CreateObject("WScript.Shell").Popup words, 0, ThisWorkbook.BuiltinDocumentProperties("Subject").Value, 48
End Sub
