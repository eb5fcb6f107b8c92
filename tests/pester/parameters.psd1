# The parameters of every function of the module: Parameters.Tests.ps1 says how a line is made.
@{
    'Enable-AvmaDataExchange' = @(
        'VmIds <String[]> alias vmId; all mandatory at 0 by name',
        'Enable <Boolean>; all',
        'WhatIf <SwitchParameter> alias wi; all',
        'Confirm <SwitchParameter> alias cf; all'
    )
    'Get-AvmaActivation' = @(
        'VmId <String>; all mandatory at 0 by name',
        'Credential <PSCredential>; Credential mandatory',
        'Channel <String> direct|winrm; all',
        'Address <String>; all',
        'Account <String>; Account mandatory'
    )
    'Get-AvmaClusterGuest' = @()
    'Get-AvmaClusterNode' = @()
    'Get-AvmaEncryptionJWKOnNode' = @()
    'Get-AvmaEvent' = @(
        'Ids <Int32[]>; all',
        'StartTime <Object>; all',
        'Maximum <Int32>; all',
        'BeforeRecordId <Int64>; all',
        'WithoutMessage <Boolean>; Host',
        'VmId <String>; Account mandatory by name; Credential mandatory by name',
        'Credential <PSCredential>; Credential mandatory',
        'Channel <String> direct|winrm; Account; Credential',
        'Address <String>; Account; Credential',
        'Account <String>; Account mandatory'
    )
    'Get-AvmaGuest' = @()
    'Get-AvmaHost' = @()
    'Get-AvmaHostEvent' = @(
        'Ids <Int32[]>; all',
        'StartTime <Object>; all',
        'Maximum <Int32>; all',
        'BeforeRecordId <Int64>; all',
        'WithoutMessage <Boolean>; all'
    )
    'Get-AvmaKey' = @(
        'InputObject <PSObject>; Row mandatory by value',
        'BuildNumber <Int32>; Numbers mandatory',
        'OperatingSystemSku <Int32>; Numbers mandatory',
        'AvmaHost <PSObject>; all'
    )
    'Install-AvmaKey' = @(
        'VmId <String>; all mandatory at 0 by name',
        'ProductKey <String>; all by name',
        'ExpectedBuild <Int32> alias buildNumber; all by name',
        'ExpectedSku <Int64> alias operatingSystemSku; all by name',
        'Credential <PSCredential>; Credential mandatory',
        'Mode <String> check|install|installAndActivate|activate|renew; all',
        'Replaceable <String[]>; all',
        'ExpectedLastFive <String>; all',
        'WaitSeconds <Int32>; all',
        'Channel <String> direct|winrm; all',
        'Address <String>; all',
        'KeyClass <String>; all',
        'RunId <String>; all',
        'Attempt <Int32>; all',
        'Account <String>; Account mandatory',
        'Key <String>; Account',
        'WhatIf <SwitchParameter> alias wi; all',
        'Confirm <SwitchParameter> alias cf; all'
    )
    'Remove-AvmaDataExchangeItem' = @(
        'VmId <String>; all mandatory at 0 by name',
        'Names <String[]>; all mandatory',
        'Credential <PSCredential>; Credential mandatory',
        'Channel <String> direct|winrm; all',
        'Address <String>; all',
        'Account <String>; Account mandatory',
        'WhatIf <SwitchParameter> alias wi; all',
        'Confirm <SwitchParameter> alias cf; all'
    )
}
