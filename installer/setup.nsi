; The setup of TradeCopy Desktop: per user, no administrator, and nothing touched while it runs.
; Exit codes, also in README.md: 0 done, 1 stopped by the user, 2 files could not be written,
; 3 Windows is too old, 5 the program is running, 6 the program's folder is held by something.
Unicode true
Target ${TARGET}
ManifestSupportedOS Win10
ManifestDPIAware true
RequestExecutionLevel user

!define APP "TradeCopy Desktop"
!define ID "TradeCopyDesktop"
!define EXE "TradeCopyDesktop.exe"
!define CONSOLE_EXE "tradecopy-desktop.exe"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define OWN_KEY "Software\${ID}"
; Windows 10 1809 and Server 2019.
!define OLDEST_BUILD 17763
!define RC_TOO_OLD 3
!define RC_RUNNING 5
!define RC_HELD 6

Name "${APP}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${APP}"
InstallDirRegKey HKCU "${OWN_KEY}" "Folder"
SetCompressor /SOLID ${COMPRESSOR}
; A file that cannot be written stops the setup; it is never left out.
AllowSkipFiles off
SetDateSave off
CRCCheck on
ShowInstDetails nevershow
ShowUninstDetails nevershow
BrandingText " "

!include "MUI2.nsh"
!include "nsDialogs.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

VIProductVersion "${VERSION_NUMBERS}"
VIAddVersionKey "ProductName" "${APP}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${APP} setup"
VIAddVersionKey "CompanyName" "The TradeCopy Desktop authors"
VIAddVersionKey "LegalCopyright" "MIT license"
VIAddVersionKey "Comments" "${REMARK}"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
  !finalize '${SIGN} "%1"' = 0
!endif

Var Autostart
Var AutostartBox
Var RemoveData
Var RemoveDataBox

!define MUI_ICON "${WORK}/program.ico"
!define MUI_UNICON "${WORK}/program.ico"
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_DIRECTORY
Page custom ShowChoices TakeChoices
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\program\${EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "Start ${APP}"
!insertmacro MUI_PAGE_FINISH
UninstPage custom un.ShowChoices un.TakeChoices
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; ---- is it running? ------------------------------------------------------------------------------

; Sets $R0 to 1 while the program runs, from this folder or from any other of this session.
!macro ProbeFunction UN
Function ${UN}Probe
  StrCpy $R0 0
  System::Call 'kernel32::OpenMutexW(i 0x00100000, i 0, w "Local\${ID}") p .R1'
  ${If} $R1 P<> 0
    System::Call 'kernel32::CloseHandle(p R1)'
    StrCpy $R0 1
    Return
  ${EndIf}
  ; A library that is loaded cannot be opened for writing.
  ${If} ${FileExists} "$INSTDIR\program\python\${PYTHON_LIBRARY}"
    ClearErrors
    FileOpen $R1 "$INSTDIR\program\python\${PYTHON_LIBRARY}" a
    ${If} ${Errors}
      StrCpy $R0 1
    ${Else}
      FileClose $R1
    ${EndIf}
  ${EndIf}
FunctionEnd

; Goes on once the program is closed; ends with RC_RUNNING, nothing changed, where it stays open.
; Only /QUIT=1 closes it: a copier does not stop unless somebody says so.
Function ${UN}EnsureClosed
  Call ${UN}Probe
  ${If} $R0 == 0
    Return
  ${EndIf}
  ${GetParameters} $R2
  ClearErrors
  ${GetOptions} $R2 "/QUIT=" $R3
  ${If} $R3 == "1"
    nsExec::Exec '"$INSTDIR\program\${CONSOLE_EXE}" --quit-running'
    Pop $R1
    StrCpy $R2 0
    ${Do}
      Call ${UN}Probe
      ${If} $R0 == 0
        Return
      ${EndIf}
      Sleep 500
      IntOp $R2 $R2 + 1
    ${LoopUntil} $R2 >= 40
  ${EndIf}
  ${Do}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${APP} is running. Quit it (tray icon, Quit); copying stops meanwhile. Then choose Retry." /SD IDCANCEL IDRETRY again
    SetErrorLevel ${RC_RUNNING}
    Quit
    again:
    Call ${UN}Probe
  ${LoopUntil} $R0 == 0
FunctionEnd
!macroend
!insertmacro ProbeFunction ""
!insertmacro ProbeFunction "un."

; ---- installing ----------------------------------------------------------------------------------

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    MessageBox MB_OK|MB_ICONSTOP "${APP} needs 64-bit Windows 10 version 1809, Windows Server 2019, or newer." /SD IDOK
    SetErrorLevel ${RC_TOO_OLD}
    Quit
  ${EndIf}
  ; What was chosen last time stays, unless this call says otherwise.
  StrCpy $Autostart 0
  ReadRegStr $0 HKCU "${RUN_KEY}" "${ID}"
  ${If} $0 != ""
    StrCpy $Autostart 1
  ${EndIf}
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AUTOSTART=" $1
  ${IfNot} ${Errors}
    StrCpy $Autostart $1
  ${EndIf}
FunctionEnd

Function ShowChoices
  !insertmacro MUI_HEADER_TEXT "Start" "Choose how ${APP} starts."
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateCheckbox} 0 0 100% 12u "&Start ${APP} when I log on to Windows"
  Pop $AutostartBox
  ${NSD_CreateLabel} 15u 16u -15u 30u "Copying needs the program and the terminals to run. On a server that restarts by itself, let the terminals start at logon too."
  Pop $0
  ${If} $Autostart == 1
    ${NSD_Check} $AutostartBox
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function TakeChoices
  ${NSD_GetState} $AutostartBox $Autostart
FunctionEnd

Section "Program"
  Call EnsureClosed
  ; The new program is written beside the old one and takes its place in one step: a setup that
  ; fails half-way, on a full disk say, leaves the old one as it was.
  RMDir /r "$INSTDIR\program.new"
  RMDir /r "$INSTDIR\program.old"
  SetOutPath "$INSTDIR\program.new"
  File /r "${PAYLOAD}/*.*"
  SetOutPath "$INSTDIR"
  Call TakeOver
  WriteUninstaller "$INSTDIR\uninstall.exe"
  Call Register
SectionEnd

Function TakeOver
  StrCpy $R2 0
  ${Do}
    ClearErrors
    ${If} ${FileExists} "$INSTDIR\program\*.*"
      Rename "$INSTDIR\program" "$INSTDIR\program.old"
    ${EndIf}
    ${IfNot} ${Errors}
      Rename "$INSTDIR\program.new" "$INSTDIR\program"
      ${IfNot} ${Errors}
        RMDir /r "$INSTDIR\program.old"
        Return
      ${EndIf}
      Rename "$INSTDIR\program.old" "$INSTDIR\program"
    ${EndIf}
    ; A virus scanner may hold a fresh file for a moment.
    Sleep 500
    IntOp $R2 $R2 + 1
  ${LoopUntil} $R2 >= 20
  RMDir /r "$INSTDIR\program.new"
  MessageBox MB_OK|MB_ICONSTOP "Something holds a file in $INSTDIR\program. Close what uses it and run this setup again; nothing was changed." /SD IDOK
  SetErrorLevel ${RC_HELD}
  Quit
FunctionEnd

Function .onInstFailed
  RMDir /r "$INSTDIR\program.new"
  RMDir "$INSTDIR"
FunctionEnd

Function Register
  CreateDirectory "$SMPROGRAMS\${APP}"
  CreateShortcut "$SMPROGRAMS\${APP}\${APP}.lnk" "$INSTDIR\program\${EXE}" "" "$INSTDIR\program\${EXE}" 0
  CreateShortcut "$SMPROGRAMS\${APP}\Uninstall ${APP}.lnk" "$INSTDIR\uninstall.exe"
  ${If} $Autostart == 1
    WriteRegStr HKCU "${RUN_KEY}" "${ID}" '"$INSTDIR\program\${EXE}"'
  ${Else}
    DeleteRegValue HKCU "${RUN_KEY}" "${ID}"
  ${EndIf}
  WriteRegStr HKCU "${OWN_KEY}" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${APP}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\program\${EXE}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "The TradeCopy Desktop authors"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" "$0"
FunctionEnd

; ---- uninstalling --------------------------------------------------------------------------------

Function un.onInit
  StrCpy $RemoveData 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/REMOVEDATA=" $1
  ${IfNot} ${Errors}
    StrCpy $RemoveData $1
  ${EndIf}
FunctionEnd

Function un.ShowChoices
  !insertmacro MUI_HEADER_TEXT "Uninstall" "Remove ${APP} from your account."
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 24u "The program is removed from $INSTDIR. Open positions stay open at your brokers; nothing copies or guards them any more."
  Pop $0
  ${NSD_CreateCheckbox} 0 30u 100% 12u "&Also remove routes, limits, history and all other settings"
  Pop $RemoveDataBox
  ${NSD_CreateLabel} 15u 46u -15u 20u "Without the tick they stay in $LOCALAPPDATA\${APP}, for the next installation."
  Pop $0
  ${If} $RemoveData == 1
    ${NSD_Check} $RemoveDataBox
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function un.TakeChoices
  ${NSD_GetState} $RemoveDataBox $RemoveData
FunctionEnd

Section "Uninstall"
  Call un.EnsureClosed
  SetOutPath "$TEMP"
  DeleteRegValue HKCU "${RUN_KEY}" "${ID}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "${OWN_KEY}"
  Delete "$SMPROGRAMS\${APP}\${APP}.lnk"
  Delete "$SMPROGRAMS\${APP}\Uninstall ${APP}.lnk"
  RMDir "$SMPROGRAMS\${APP}"
  RMDir /r "$INSTDIR\program"
  RMDir /r "$INSTDIR\program.new"
  RMDir /r "$INSTDIR\program.old"
  Delete "$INSTDIR\uninstall.exe"
  ; Whatever else somebody put there stays, and the folder with it.
  RMDir "$INSTDIR"
  ${If} $RemoveData == 1
    RMDir /r "$LOCALAPPDATA\${APP}"
  ${EndIf}
SectionEnd
