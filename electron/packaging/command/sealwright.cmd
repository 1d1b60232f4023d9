@echo off
rem The command line of the packaged Sealwright: the program itself, without a window.
"%~dp0..\..\Sealwright.exe" --command %*
exit /b %ERRORLEVEL%
