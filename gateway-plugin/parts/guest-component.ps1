# Part of script blocks that run in a guest, also in PowerShell 4.0 of Server 2012 R2.

# State of the device through which a guest reaches its host's activation: 'absent', 'present' or 'started'.
function Get-ActivationComponent {
    # WQL can't compare lists, so search the few devices of the bus for the hardware id here.
    $devices = Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_PnPEntity' -Property DeviceID, HardwareID, Status, ConfigManagerErrorCode -Filter "DeviceID LIKE 'VMBUS%'" -ErrorAction Stop
    $state = 'absent'
    foreach ($device in $devices) {
        if ($device.HardwareID -contains 'VMBUS\{3375baf4-9e15-4b30-b765-67acb10d607b}') {
            $state = 'present'
            if ($device.Status -eq 'OK' -and $device.ConfigManagerErrorCode -eq 0) { $state = 'started' }
        }
    }
    return $state
}
