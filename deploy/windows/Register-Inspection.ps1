<#
The dashboard on Windows: started with the machine, its papers written every morning as schedule.toml says, and backed up
every night, by the Task Scheduler's own means.
在 Windows 上：随计算机启动看板，每天早上按 schedule.toml 生成材料，每晚备份，用系统自带的任务计划程序。

Run once as administrator, in PowerShell 5.1 or newer 以管理员身份运行一次:

    powershell -ExecutionPolicy Bypass -File deploy\windows\Register-Inspection.ps1 -DataHome D:\InspectionData `
        -BackupFolder E:\InspectionBackups -Recipients D:\backup-recipients.txt

The tasks run as LOCAL SERVICE, which has few rights and no password; only it and the administrators may read the data. The
dashboard listens on 127.0.0.1 alone: for other computers put a proxy with TLS before it (README).
    -Unregister   takes the tasks away again; the data stays. 取消这些任务，数据不动。
#>
[CmdletBinding()]
param(
    [string]$Program = (Resolve-Path (Join-Path $PSScriptRoot '..\..')).Path,
    [string]$DataHome = 'C:\ProgramData\Inspection',
    [string]$BackupFolder = '',
    [string]$Recipients = '',
    [int]$Keep = 30,
    [int]$Port = 8501,
    [datetime]$At = '02:30',
    [datetime]$PapersAt = '06:15',
    [switch]$Unregister
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$Tasks = @{ Dashboard = 'Inspection dashboard'; Papers = 'Inspection papers'; Backup = 'Inspection backup' }
$Service = 'NT AUTHORITY\LOCAL SERVICE'

function Stop-With([string]$Chinese, [string]$English) {
    Write-Host $Chinese -ForegroundColor Red
    Write-Host $English -ForegroundColor Red
    exit 1
}

function Remove-Task([string]$Name) {
    if (Get-ScheduledTask -TaskName $Name -ErrorAction SilentlyContinue) {
        Stop-ScheduledTask -TaskName $Name -ErrorAction SilentlyContinue
        Unregister-ScheduledTask -TaskName $Name -Confirm:$false
    }
}

$Principal = [Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()
if (-not $Principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) {
    Stop-With '请以管理员身份运行。' 'Run this as administrator.'
}
if ($Unregister) {
    $Tasks.Values | ForEach-Object { Remove-Task $_ }
    Write-Host '已取消，数据没有动。The tasks are gone; the data was not touched.'
    exit 0
}
$Python = Join-Path $Program '.venv\Scripts\python.exe'
if (-not (Test-Path $Python)) {
    Stop-With "没有 $Python。请先在 $Program 运行 py run.py help。" "There is no $Python. First run: py run.py help, in $Program."
}
if ($BackupFolder -and -not (Test-Path $BackupFolder -PathType Container)) {
    Stop-With "没有文件夹 $BackupFolder。请先建好（备份盘要接上）。" "There is no folder $BackupFolder. Make it first, with its disk connected."
}
if ($BackupFolder -and -not (Test-Path $Recipients -PathType Leaf)) {
    Stop-With '备份要有公钥文件（-Recipients）：py run.py backup-key 办公室.key' 'A backup needs a file of public keys (-Recipients): py run.py backup-key office.key'
}

# LOCAL SERVICE (S-1-5-19), SYSTEM (S-1-5-18) and the administrators (S-1-5-32-544), and nobody by inheritance.
New-Item -ItemType Directory -Force -Path $DataHome | Out-Null
$Folders = @($DataHome) + @($BackupFolder | Where-Object { $_ })
foreach ($Folder in $Folders) {
    & icacls $Folder /inheritance:r /grant:r '*S-1-5-19:(OI)(CI)M' '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' /Q
    if ($LASTEXITCODE -ne 0) { Stop-With "$Folder 的权限设不了。" "The rights on $Folder could not be set." }
}
& icacls $Program /grant '*S-1-5-19:(OI)(CI)RX' /Q | Out-Null

function Register-Task([string]$Name, [string]$Arguments, $Trigger, [timespan]$Limit, [int]$Restarts) {
    Remove-Task $Name
    $Line = "/d /c `"set `"INSPECTION_DATA=$DataHome`"&& set PYTHONUTF8=1&& set PYTHONDONTWRITEBYTECODE=1&& `"$Python`" $Arguments`""
    $Action = New-ScheduledTaskAction -Execute "$env:SystemRoot\System32\cmd.exe" -Argument $Line -WorkingDirectory $Program
    $Who = New-ScheduledTaskPrincipal -UserId $Service -LogonType ServiceAccount -RunLevel Limited
    $Words = @{
        StartWhenAvailable         = $true
        AllowStartIfOnBatteries    = $true
        DontStopIfGoingOnBatteries = $true
        MultipleInstances          = 'IgnoreNew'
        ExecutionTimeLimit         = $Limit
    }
    if ($Restarts -gt 0) { $Words += @{ RestartCount = $Restarts; RestartInterval = (New-TimeSpan -Minutes 1) } }
    $Settings = New-ScheduledTaskSettingsSet @Words
    Register-ScheduledTask -TaskName $Name -Action $Action -Trigger $Trigger -Principal $Who -Settings $Settings | Out-Null
}

Register-Task $Tasks.Dashboard "-m inspection.ui.serving.server --port $Port" (New-ScheduledTaskTrigger -AtStartup) ([timespan]::Zero) 999
# what schedule.toml of the data home asks for; nothing where there is none. A day that was missed is made up for.
Register-Task $Tasks.Papers '-m inspection schedule run' (New-ScheduledTaskTrigger -Daily -At $PapersAt) (New-TimeSpan -Hours 2) 0
if ($BackupFolder) {
    $Backup = "-m inspection backup --into `"$BackupFolder`" --keep $Keep --recipients-file `"$Recipients`""
    Register-Task $Tasks.Backup $Backup (New-ScheduledTaskTrigger -Daily -At $At) (New-TimeSpan -Hours 4) 0
    & icacls $Recipients /grant '*S-1-5-19:R' /Q | Out-Null
}
Start-ScheduledTask -TaskName $Tasks.Dashboard
Write-Host "看板已随计算机启动：http://127.0.0.1:$Port 。The dashboard starts with the machine: http://127.0.0.1:$Port"
if ($BackupFolder) {
    Write-Host "每晚备份到 $BackupFolder；上次结果：Nightly backup into $BackupFolder; its last result:"
    Write-Host "    (Get-ScheduledTaskInfo '$($Tasks.Backup)').LastTaskResult    # 0"
}
