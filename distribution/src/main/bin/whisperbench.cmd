@echo off
rem Runs one Whisperbench command, or opens the prompt if there is none.
rem Uses the Java of JAVA_HOME, else the one on the PATH; 17 or later.
setlocal enableextensions disabledelayedexpansion
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
set "WB_OPTIONS="
if %WB_MAJOR% GEQ 24 set "WB_OPTIONS=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
set "WB_COMPILERS="
for %%C in (backends models info help -h --help) do if "%~1"=="%%C" set "WB_COMPILERS=-XX:TieredStopAtLevel=1"
"%WB_JAVA%" -Xlog:disable -Xlog:all=warning:stderr -XX:+UseSerialGC %WB_COMPILERS% %WHISPERBENCH_JAVA_OPTIONS% %WB_OPTIONS% "-Dwhisperbench.home=%WB_HOME%" -cp "%WB_HOME%\lib\*" org.whisperbench.launcher.Launcher %*
exit /b %ERRORLEVEL%

:nojava
echo whisperbench: no Java found; install a JDK, 17 or later, or set JAVA_HOME 1>&2
exit /b 1

:oldjava
echo whisperbench: "%WB_JAVA%" is Java %WB_VERSION%; Whisperbench needs 17 or later 1>&2
exit /b 1
