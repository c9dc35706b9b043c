@echo off
rem Runs one Whisperbench command, or opens the prompt if there is none.
rem Uses the Java of JAVA_HOME, else the one on the PATH; 17 or later.
setlocal enableextensions disabledelayedexpansion
if "%WB_TASK%"=="make archive" goto makearchive
for %%I in ("%~dp0..") do set "WB_HOME=%%~fI"
set "WB_JAVA=java"
if not defined JAVA_HOME goto version
set "WB_JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%WB_JAVA%" goto version
echo whisperbench: JAVA_HOME is '%JAVA_HOME%', but there is no bin\java.exe in it; correct it or unset it 1>&2
exit /b 1
:version
set "WB_VERSION="
for /f "tokens=3" %%V in ('"%WB_JAVA%" -version 2^>^&1 ^| findstr /i "version"') do if not defined WB_VERSION set "WB_VERSION=%%~V"
if not defined WB_VERSION goto nojava
for /f "delims=.-+" %%M in ("%WB_VERSION%") do set "WB_MAJOR=%%M"
if %WB_MAJOR% LSS 17 goto oldjava

rem No word of the JVM's on standard output, and none about an archive of classes that does not fit.
set "WB_QUIET=-Xlog:disable -Xlog:all=warning:stderr -Xlog:cds*=off:stderr"
set "WB_KNOWN="
if %WB_MAJOR% GEQ 24 set "WB_QUIET=%WB_QUIET% -Xlog:aot*=off:stderr"
if %WB_MAJOR% GEQ 24 set "WB_KNOWN=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
set "WB_OPTIONS=%WB_QUIET% -XX:+UseSerialGC -Djdk.console=java.base -Djdk.http.auth.tunneling.disabledSchemes= %WB_KNOWN%"

rem Engines tell their makers nothing; ONNX Runtime 1.29 and the next read different variables.
for %%T in (ORT_DISABLE_TELEMETRY ORT_TELEMETRY_DISABLED DO_NOT_TRACK) do set "%%T=1"

rem Commands that only list are over before the second compiler would pay off, or code made for reflective calls.
set "WB_BRIEF="
for %%C in (backends models info doctor help -h --help -V --version) do if "%~1"=="%%C" set "WB_BRIEF=-XX:TieredStopAtLevel=1 -Djdk.reflect.useNativeAccessorOnly=true"

rem Classes as the JVM of this build wants them, in an archive that the first use makes in the background.
set "WB_ARCHIVED="
set "WB_ARCHIVE="
if not defined LOCALAPPDATA goto run
set "WB_CACHES=%LOCALAPPDATA%\whisperbench\cache\jvm"
set "WB_ID=%WB_HOME%-%WB_JAVA%-%WB_VERSION%"
set "WB_ID=%WB_ID::=%"
set "WB_ID=%WB_ID:\=-%"
set "WB_ID=%WB_ID: =_%"
set "WB_USE=-XX:SharedArchiveFile="
set "WB_MAKE=-XX:ArchiveClassesAtExit="
set "WB_ARCHIVE=%WB_CACHES%\%WB_ID%-%WB_MAJOR%.jsa"
if %WB_MAJOR% GEQ 25 set "WB_USE=-XX:AOTCache="
if %WB_MAJOR% GEQ 25 set "WB_MAKE=-XX:AOTCacheOutput="
if %WB_MAJOR% GEQ 25 set "WB_ARCHIVE=%WB_CACHES%\%WB_ID%-%WB_MAJOR%.aot"
if /i "%WHISPERBENCH_CLASS_ARCHIVE%"=="off" goto run
call :isfresh
if defined WB_FRESH set WB_ARCHIVED="%WB_USE%%WB_ARCHIVE%"
if defined WB_ARCHIVED goto run
if not exist "%WB_CACHES%" mkdir "%WB_CACHES%" 2>nul
rem In the background, by this script, which finds there what was set here.
set "WB_TASK=make archive"
start "" /b /low "%COMSPEC%" /d /c ^""%~f0"^" <nul >nul 2>nul
set "WB_TASK="

:run
"%WB_JAVA%" %WB_OPTIONS% %WB_BRIEF% %WHISPERBENCH_JAVA_OPTIONS% %WB_ARCHIVED% "-Dwhisperbench.archive=%WB_ARCHIVE%" "-Dwhisperbench.home=%WB_HOME%" -cp "%WB_HOME%\lib\*" org.whisperbench.launcher.Launcher %*
exit /b %ERRORLEVEL%

rem Whether the archive was made of the jars that are there. Dates here are words in the language of the system and cannot be
rem compared, so dates and sizes of all jars are kept beside the archive, and must be the same.
:isfresh
set "WB_FRESH="
set "WB_MADE_OF="
pushd "%WB_HOME%"
setlocal enabledelayedexpansion
set "WB_JARS="
for %%J in (lib\*.jar bundles\*.jar) do set "WB_JARS=!WB_JARS! %%~tzJ"
for /f "delims=" %%S in ("!WB_JARS!") do endlocal & set "WB_JARS=%%S"
popd
if not exist "%WB_ARCHIVE%" exit /b 0
if not exist "%WB_ARCHIVE%.jars" exit /b 0
for /f "usebackq delims=" %%S in ("%WB_ARCHIVE%.jars") do set "WB_MADE_OF=%%S"
if "%WB_MADE_OF%"=="%WB_JARS%" set "WB_FRESH=yes"
exit /b 0

rem Of several at once, one makes it: a folder can be made only once. A failure is not repeated within the hour.
:makearchive
mkdir "%WB_ARCHIVE%.making" 2>nul && goto making
powershell -NoProfile -NonInteractive -Command "if ((Get-Item -LiteralPath ($env:WB_ARCHIVE + '.making')).LastWriteTime -gt (Get-Date).AddMinutes(-60)) { exit 1 }" || exit /b 1
rmdir /s /q "%WB_ARCHIVE%.making"
mkdir "%WB_ARCHIVE%.making" 2>nul || exit /b 1
:making
>"%WB_ARCHIVE%.making\jars" echo(%WB_JARS%
"%WB_JAVA%" %WB_OPTIONS% "%WB_MAKE%%WB_ARCHIVE%.making\new" "-Dwhisperbench.home=%WB_HOME%" -cp "%WB_HOME%\lib\*" org.whisperbench.launcher.Launcher backends || exit /b 1
if not exist "%WB_ARCHIVE%.making\new" exit /b 1
move /y "%WB_ARCHIVE%.making\new" "%WB_ARCHIVE%" && move /y "%WB_ARCHIVE%.making\jars" "%WB_ARCHIVE%.jars" && rmdir /s /q "%WB_ARCHIVE%.making"
exit /b %ERRORLEVEL%

:nojava
echo whisperbench: no Java found; install a JDK, 17 or later, or set JAVA_HOME 1>&2
exit /b 1

:oldjava
echo whisperbench: "%WB_JAVA%" is Java %WB_VERSION%; Whisperbench needs 17 or later 1>&2
exit /b 1
