@echo off
rem ASCII alone: cmd reads batch files in the code page of the computer. Python says the rest.
setlocal
if not exist "%~dp0python\python.exe" goto incomplete
"%~dp0python\python.exe" -X utf8 -m xl_addin.setup cai-dat
set "result=%errorlevel%"
pause >nul
exit /b %result%

:incomplete
powershell -NoProfile -Command "[void](New-Object -ComObject WScript.Shell).Popup([regex]::Unescape('Thi\u1ebfu t\u1ec7p \u0111\u1ec3 c\u00e0i \u0111\u1eb7t. \u0110\u1ec1 ngh\u1ecb gi\u1ea3i n\u00e9n to\u00e0n b\u1ed9 th\u01b0 m\u1ee5c (kh\u00f4ng m\u1edf ngay trong t\u1ec7p zip), r\u1ed3i ch\u1ea1y l\u1ea1i t\u1ec7p n\u00e0y.'), 0, [regex]::Unescape('\u0110\u00e0o t\u1ea1o \u2013 B\u1ed3i d\u01b0\u1ee1ng'), 48)"
exit /b 2
