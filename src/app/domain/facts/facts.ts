/**
 * Facts: rows that an importer has checked. Field by field they say where a value comes from; `null` always means unknown.
 * A WMI enumeration is the number that WMI gives. Dates are ISO 8601 in UTC.
 */

/** One Data Exchange item. Both strings are whatever the guest (or the host, for host items) wrote: never trust, always escape. */
export interface DataItem {
    readonly name: string;
    readonly data: string;
}

/**
 * A field that could not be read, and the code of the failure: an HRESULT such as `0x80041003`, or a word of ours. `absent`: what would be read isn't there;
 * `notSeen`: it may be there, hidden from an account that isn't an administrator.
 */
export interface Unread {
    readonly field: string;
    readonly code: string;
}

/** How an Azure Local host is set up for AVMA. `version` is "2019", "2022", "2025" or "subscription", null where it is not known. */
export interface AzureLocalActivation {
    readonly configured: boolean | null;
    readonly version: string | null;
}

/** The host, as `Get-AvmaHost` found it. */
export interface HostFacts {
    /** When the row was made, by the host's clock. */
    readonly collectedAt: string | null;
    /** Win32_ComputerSystem.Name */
    readonly computerName: string | null;
    /** Win32_ComputerSystem.DNSHostName and .Domain, where PartOfDomain; else the host name alone */
    readonly fqdn: string | null;
    /** Win32_OperatingSystem.Caption. Localized: shown, never compared. */
    readonly osCaption: string | null;
    /** Win32_OperatingSystem.BuildNumber as a number */
    readonly buildNumber: number | null;
    /** Win32_OperatingSystem.OperatingSystemSKU */
    readonly operatingSystemSku: number | null;
    /** Win32_OperatingSystem.ProductType: 1 workstation, 2 domain controller, 3 server */
    readonly productType: number | null;
    /** Win32_ComputerSystem.Manufacturer */
    readonly manufacturer: string | null;
    /** Win32_ComputerSystem.Model */
    readonly model: string | null;
    /** SoftwareLicensingProduct.Description of the installed Windows licence */
    readonly licenseDescription: string | null;
    /** SoftwareLicensingProduct.ProductKeyChannel (2012 R2 and later; undocumented property) */
    readonly productKeyChannel: string | null;
    /** SoftwareLicensingProduct.PartialProductKey: the last five characters */
    readonly partialProductKey: string | null;
    /** SoftwareLicensingProduct.LicenseStatus: 0 unlicensed, 1 licensed, 2 OOB grace, 3 OOT grace, 4 non-genuine grace, 5 notification, 6 extended grace */
    readonly licenseStatus: number | null;
    /** SoftwareLicensingProduct.LicenseStatusReason as an unsigned 32-bit code */
    readonly licenseStatusReason: number | null;
    /** SoftwareLicensingProduct.GracePeriodRemaining in minutes; 0 means no term */
    readonly gracePeriodMinutes: number | null;
    /** SoftwareLicensingProduct.EvaluationEndDate; null also where Windows gives its "no date" of 1601 */
    readonly evaluationEndDate: string | null;
    /** Win32_Service.State of sppsvc, an English keyword of WMI */
    readonly sppsvcState: string | null;
    /** Win32_Service.StartMode of sppsvc: "Auto", "Manual" or "Disabled" */
    readonly sppsvcStartMode: string | null;
    /** Win32_Service.State of vmms; "Running" also where Hyper-V answered without the service being seen; "Absent" where Hyper-V's namespace doesn't exist */
    readonly vmmsState: string | null;
    /** Whether the module Hyper-V is listed on the host (Get-Module -ListAvailable) */
    readonly hyperVPowerShell: boolean | null;
    /** False where the virtualization namespace shows not even the host's own Msvm_ComputerSystem */
    readonly hyperVRights: boolean | null;
    /** MSCluster_Cluster.Name; null where there is no cluster */
    readonly clusterName: string | null;
    /** MSCluster_Node.Name */
    readonly clusterNodeNames: readonly string[];
    /** Get-VMAutomaticActivation of the module ServerAVMAManager, read defensively; null on hosts that are not Azure Local */
    readonly azureLocalActivation: AzureLocalActivation | null;
    /** $PSVersionTable.PSVersion */
    readonly psVersion: string | null;
    /** $ExecutionContext.SessionState.LanguageMode */
    readonly languageMode: string | null;
    readonly unread: readonly Unread[];
}

/** An item that is no well-formed CIM-XML instance, as it came. `pool` is the array it came from. */
export interface MalformedItem {
    readonly pool: 'intrinsic' | 'guest' | 'host' | 'hostOnly';
    readonly raw: string;
}

/** One virtual machine, as `Get-AvmaGuest` found it on its host. */
export interface GuestFacts {
    readonly collectedAt: string | null;
    /** Msvm_ComputerSystem.Name: the machine's GUID. Ids compare without regard to letter case. */
    readonly vmId: string;
    /** Msvm_ComputerSystem.ElementName. Not unique. */
    readonly name: string | null;
    /** Msvm_ComputerSystem.EnabledState: 2 running, 3 off, 6 saved, 9 paused (quiesce), 4 shutting down, 10 starting, 32768 paused on older hosts */
    readonly enabledState: number | null;
    /** Msvm_ComputerSystem.TimeOfLastStateChange */
    readonly lastStateChange: string | null;
    /** 1 or 2, from the number at the end of Msvm_VirtualSystemSettingData.VirtualSystemSubType */
    readonly generation: number | null;
    /** Msvm_VirtualSystemSettingData.Version, such as "9.0" */
    readonly version: string | null;
    /** Msvm_VirtualSystemSettingData.Notes, lines joined */
    readonly notes: string | null;
    /** Msvm_VirtualSystemSettingData.CreationTime */
    readonly createdOn: string | null;
    /** Msvm_ComputerSystem.OnTimeInMilliseconds */
    readonly uptimeMs: number | null;
    /** Msvm_SecurityElement.Shielded (2016 and later) */
    readonly shielded: boolean | null;
    /** Msvm_ComputerSystem.ReplicationState; 0 means no replication */
    readonly replicationState: number | null;
    /** Msvm_VirtualSystemSettingData.Parent: the checkpoint the machine runs on, null without */
    readonly parentSnapshot: string | null;
    /** EnabledState of Data Exchange: 2 enabled, 3 disabled. Msvm_KvpExchangeComponentSettingData, which also machines that are off have */
    readonly dataExchangeState: number | null;
    /** Msvm_KvpExchangeComponent.OperationalStatus: 2 OK, 12 no contact, 13 lost communication */
    readonly dataExchangeStatus: readonly number[];
    /** Msvm_HeartbeatComponent.OperationalStatus: 2 OK, 12 no contact, 13 lost communication */
    readonly heartbeatStatus: readonly number[];
    /** Msvm_KvpExchangeComponent.GuestIntrinsicExchangeItems: what the guest's operating system says of itself */
    readonly intrinsic: readonly DataItem[];
    /** Msvm_KvpExchangeComponent.GuestExchangeItems: what software in the guest wrote */
    readonly guest: readonly DataItem[];
    /** Msvm_KvpExchangeComponentSettingData.HostExchangeItems: what the host pushed */
    readonly hostItems: readonly DataItem[];
    /** Msvm_KvpExchangeComponentSettingData.HostOnlyItems */
    readonly hostOnlyItems: readonly DataItem[];
    readonly malformed: readonly MalformedItem[];
    /** MSCluster_Resource.Name of the clustered machine, null where it is not clustered */
    readonly clusterResource: string | null;
}

/** One node of a failover cluster, as the cluster sees it (`Get-AvmaClusterNode`). Any node that is up gives the same rows. */
export interface ClusterNodeFacts {
    readonly collectedAt: string | null;
    /** MSCluster_Cluster.Name */
    readonly clusterName: string | null;
    /** MSCluster_Node.Name: the computer name. Compares without regard to letter case. */
    readonly nodeName: string;
    /** MSCluster_Node.Id */
    readonly nodeId: string | null;
    /** MSCluster_Node.State: -1 unknown, 0 up, 1 down, 2 paused, 3 joining */
    readonly state: number | null;
    /** MSCluster_Node.NodeDrainStatus: 0 not initiated, 1 in progress, 2 completed, 3 failed */
    readonly drainStatus: number | null;
    /** MSCluster_Node.BuildNumber: what the cluster knows of the node's Windows, whether the node answers or not */
    readonly buildNumber: number | null;
    readonly unread: readonly Unread[];
}

/** One virtual machine of a failover cluster, as the cluster sees it (`Get-AvmaClusterGuest`). Any node that is up gives the same rows. */
export interface ClusterGuestFacts {
    readonly collectedAt: string | null;
    /** The one GUID among the values of MSCluster_Resource.PrivateProperties; null where there is none (unread `absent`) or several (`ambiguous`) */
    readonly vmId: string | null;
    /** MSCluster_Resource.Name of the resource of the type Virtual Machine: unique in its cluster. GuestFacts.clusterResource is the same. */
    readonly name: string;
    /** MSCluster_Resource.OwnerGroup: the role that the resource belongs to */
    readonly groupName: string | null;
    /** MSCluster_Resource.OwnerNode: the node that it is on */
    readonly ownerNode: string | null;
    /** MSCluster_Resource.State: -1 unknown, 0 inherited, 1 initializing, 2 online, 3 offline, 4 failed, 128 to 130 pending */
    readonly state: number | null;
    /**
     * Names of the nodes on which it can be, by MSCluster_ResourceToPossibleOwner. By default every node is in the list; what an empty one means is
     * not published. The role's other resources have lists of their own, which are not read. Null where the association could not be read.
     */
    readonly possibleOwners: readonly string[] | null;
    /** Names by MSCluster_ResourceGroupToPreferredNode of its role, as enumerated; null where the association could not be read */
    readonly preferredOwners: readonly string[] | null;
    readonly unread: readonly Unread[];
}

/** An error inside a row: what can be compared (code, hresult, id, reason) and what can only be shown (message). */
export interface RowError {
    readonly code: string;
    readonly hresult: number | null;
    readonly id: string | null;
    readonly reason: string | null;
    readonly message: string | null;
}

/** What was read inside one guest (`Get-AvmaActivation`). With an `error` it is no evidence of anything; otherwise all but `unread` was read. */
export interface ActivationFacts {
    readonly collectedAt: string | null;
    readonly vmId: string;
    readonly channel: 'direct' | 'winrm' | null;
    /** Win32_ComputerSystem.Name in the guest */
    readonly computerName: string | null;
    /** The id the guest itself knows: VirtualMachineId of its Data Exchange parameters */
    readonly insideVmId: string | null;
    /** Win32_OperatingSystem.BuildNumber */
    readonly buildNumber: number | null;
    /** Win32_OperatingSystem.OperatingSystemSKU */
    readonly operatingSystemSku: number | null;
    /** Win32_OperatingSystem.ProductType */
    readonly productType: number | null;
    /** SoftwareLicensingProduct.Name */
    readonly licenseName: string | null;
    /** SoftwareLicensingProduct.Description; names the channel, such as "..., VIRTUAL_MACHINE_ACTIVATION channel" */
    readonly licenseDescription: string | null;
    /** SoftwareLicensingProduct.ProductKeyChannel */
    readonly productKeyChannel: string | null;
    /** SoftwareLicensingProduct.LicenseFamily, the edition id */
    readonly licenseFamily: string | null;
    /** SoftwareLicensingProduct.PartialProductKey: the last five characters */
    readonly partialProductKey: string | null;
    /** SoftwareLicensingProduct.LicenseStatus, see HostFacts */
    readonly licenseStatus: number | null;
    /** SoftwareLicensingProduct.LicenseStatusReason, unsigned 32 bit */
    readonly licenseStatusReason: number | null;
    /** SoftwareLicensingProduct.GracePeriodRemaining in minutes; 0 means no term */
    readonly gracePeriodMinutes: number | null;
    /** SoftwareLicensingProduct.EvaluationEndDate */
    readonly evaluationEndDate: string | null;
    /** SoftwareLicensingProduct.AutomaticVMActivationHostMachineName */
    readonly avmaHostName: string | null;
    /** SoftwareLicensingProduct.AutomaticVMActivationLastActivationTime */
    readonly avmaLastActivation: string | null;
    /** SoftwareLicensingProduct.IAID */
    readonly iaid: string | null;
    /** The guest device "Microsoft Hyper-V Activation Component", by hardware id (Win32_PnPEntity) */
    readonly activationComponent: 'started' | 'present' | 'absent' | null;
    /** Win32_Service.State of sppsvc in the guest */
    readonly sppsvcState: string | null;
    /** Win32_Service.StartMode of sppsvc in the guest */
    readonly sppsvcStartMode: string | null;
    /** Win32_Service.State of vmickvpexchange in the guest */
    readonly dataExchangeService: string | null;
    /** What this account couldn't read */
    readonly unread: readonly Unread[];
    readonly error: RowError | null;
}

/** How the change of one machine's Data Exchange ended (`Enable-AvmaDataExchange`). */
export interface DataExchangeOutcome {
    readonly collectedAt: string | null;
    readonly vmId: string;
    /** `done` only where it was read back; `already`: nothing was to be changed. */
    readonly outcome: 'done' | 'already' | 'notFound' | 'failed';
    /** Msvm_KvpExchangeComponentSettingData.EnabledState as read back: 2 enabled, 3 disabled */
    readonly enabledState: number | null;
    /** What Msvm_VirtualSystemManagementService.ModifyGuestServiceSettings returned; null where it was not called */
    readonly returnValue: number | null;
    readonly error: RowError | null;
}
