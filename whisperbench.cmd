@echo off
rem Builds the distribution when there is none, and hands everything to its bin\whisperbench.cmd.
setlocal enableextensions
set "CHECKOUT=%~dp0"
call :find
if not defined BUILT (
    echo whisperbench: building the distribution; this happens once 1>&2
    if not exist "%CHECKOUT%distribution\target" mkdir "%CHECKOUT%distribution\target"
    pushd "%CHECKOUT%"
    call mvn -B -q -Dmaven.test.skip=true -pl distribution -am package > "%CHECKOUT%distribution\target\build.log" 2>&1
    popd
    call :find
)
if not defined BUILT (
    echo whisperbench: the build failed; all it said is in '%CHECKOUT%distribution\target\build.log' 1>&2
    exit /b 1
)
call "%BUILT%\bin\whisperbench.cmd" %*
exit /b %ERRORLEVEL%

:find
set "BUILT="
for /d %%D in ("%CHECKOUT%distribution\target\whisperbench-*") do for /d %%E in ("%%D\whisperbench-*") do set "BUILT=%%E"
exit /b 0
