/**
 * Facts: rows that an importer has validated. The comment on each field names its source; `null` always means unknown. A WMI enumeration keeps its number.
 * Dates are ISO 8601 in UTC.
 */

/** One Data Exchange item. The guest (or the host, for host items) wrote both strings, so they are untrusted: always escape them. */
export interface DataItem {
    readonly name: string;
    readonly data: string;
}

/**
 * A field that couldn't be read, with the failure's code: an HRESULT such as `0x80041003`, or one of our own words. `absent`: the source doesn't exist.
 * `notSeen`: it may exist, but Windows hides it from an account that isn't an administrator.
 */
export interface Unread {
    readonly field: string;
    readonly code: string;
}

/**
 * AVMA setup of an Azure Local host. `version` lists the years and "subscription" as Get-VMAutomaticActivation answers them, such as "2022" or
 * "2022, 2024"; `knownAzureLocalSetup` says which one is a version. Null if the answer has none.
 */
export interface AzureLocalActivation {
    readonly configured: boolean | null;
    readonly version: string | null;
}

/** The host, as `Get-AvmaHost` returns it. */
export interface HostFacts {
    /** When the row was made, by the host's clock. */
    readonly collectedAt: string | null;
    /** Win32_ComputerSystem.Name */
    readonly computerName: string | null;
    /** Win32_ComputerSystem.DNSHostName and .Domain if PartOfDomain, otherwise the host name alone */
    readonly fqdn: string | null;
    /** Win32_OperatingSystem.Caption. Localized: for display, never compared. */
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
    /** SoftwareLicensingProduct.Description of the installed Windows license */
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
    /** SoftwareLicensingProduct.EvaluationEndDate; null also for the "no date" of 1601 that Windows returns */
    readonly evaluationEndDate: string | null;
    /** Win32_Service.State of sppsvc, an English keyword of WMI */
    readonly sppsvcState: string | null;
    /** Win32_Service.StartMode of sppsvc: "Auto", "Manual" or "Disabled" */
    readonly sppsvcStartMode: string | null;
    /**
     * Win32_Service.State of vmms. "Running" also if Hyper-V answered but the account can't see the service; "Absent" if Hyper-V's namespace doesn't exist
     */
    readonly vmmsState: string | null;
    /** Whether Get-Module -ListAvailable lists the Hyper-V module on the host */
    readonly hyperVPowerShell: boolean | null;
    /** False if the virtualization namespace doesn't even show the host's own Msvm_ComputerSystem */
    readonly hyperVRights: boolean | null;
    /** MSCluster_Cluster.Name; null without a cluster */
    readonly clusterName: string | null;
    /** MSCluster_Node.Name */
    readonly clusterNodeNames: readonly string[];
    /** Get-VMAutomaticActivation of the module ServerAVMAManager, whose output isn't published; null on hosts other than Azure Local */
    readonly azureLocalActivation: AzureLocalActivation | null;
    /** $PSVersionTable.PSVersion */
    readonly psVersion: string | null;
    /** $ExecutionContext.SessionState.LanguageMode */
    readonly languageMode: string | null;
    readonly unread: readonly Unread[];
}

/** The raw text of an item that isn't a well-formed CIM-XML instance. `pool` is its source array. */
export interface MalformedItem {
    readonly pool: 'intrinsic' | 'guest' | 'host' | 'hostOnly';
    readonly raw: string;
}

/** Whether the host wrote what is in a pool, such as a configuration for cloud-init or Ignition, which may hold passwords and keys. */
export function isHostPool(pool: MalformedItem['pool']): boolean {
    return pool === 'host' || pool === 'hostOnly';
}

/** One virtual machine, as `Get-AvmaGuest` returns it on its host. */
export interface GuestFacts {
    readonly collectedAt: string | null;
    /** Msvm_ComputerSystem.Name: the machine's GUID. Ids compare case-insensitively. */
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
    /** Msvm_VirtualSystemSettingData.Parent: the checkpoint that the machine runs on; null without one */
    readonly parentSnapshot: string | null;
    /** EnabledState of Msvm_KvpExchangeComponentSettingData, which also exists for machines that are off: 2 enabled, 3 disabled */
    readonly dataExchangeState: number | null;
    /** Msvm_KvpExchangeComponent.OperationalStatus: 2 OK, 12 no contact, 13 lost communication */
    readonly dataExchangeStatus: readonly number[];
    /** Msvm_HeartbeatComponent.OperationalStatus: 2 OK, 12 no contact, 13 lost communication */
    readonly heartbeatStatus: readonly number[];
    /** Msvm_KvpExchangeComponent.GuestIntrinsicExchangeItems: written by the guest's operating system */
    readonly intrinsic: readonly DataItem[];
    /** Msvm_KvpExchangeComponent.GuestExchangeItems: written by software in the guest */
    readonly guest: readonly DataItem[];
    /** Msvm_KvpExchangeComponentSettingData.HostExchangeItems: written by the host */
    readonly hostItems: readonly DataItem[];
    /** Msvm_KvpExchangeComponentSettingData.HostOnlyItems */
    readonly hostOnlyItems: readonly DataItem[];
    readonly malformed: readonly MalformedItem[];
    /** MSCluster_Resource.Name of the clustered machine; null if it isn't clustered */
    readonly clusterResource: string | null;
}

/** One node of a failover cluster, as the cluster reports it (`Get-AvmaClusterNode`). Every node that is up returns the same rows. */
export interface ClusterNodeFacts {
    readonly collectedAt: string | null;
    /** MSCluster_Cluster.Name */
    readonly clusterName: string | null;
    /** MSCluster_Node.Name: the computer name. Compares case-insensitively. */
    readonly nodeName: string;
    /** MSCluster_Node.Id */
    readonly nodeId: string | null;
    /** MSCluster_Node.State: -1 unknown, 0 up, 1 down, 2 paused, 3 joining */
    readonly state: number | null;
    /** MSCluster_Node.NodeDrainStatus: 0 not initiated, 1 in progress, 2 completed, 3 failed */
    readonly drainStatus: number | null;
    /** MSCluster_Node.BuildNumber: the node's Windows build in the cluster's own data, available even if the node doesn't answer */
    readonly buildNumber: number | null;
    readonly unread: readonly Unread[];
}

/** One virtual machine of a failover cluster, as the cluster reports it (`Get-AvmaClusterGuest`). Every node that is up returns the same rows. */
export interface ClusterGuestFacts {
    readonly collectedAt: string | null;
    /** The only GUID among the values of MSCluster_Resource.PrivateProperties; null if there is none (unread `absent`) or more than one (`ambiguous`) */
    readonly vmId: string | null;
    /** MSCluster_Resource.Name of the resource of type Virtual Machine, unique in its cluster. Equals GuestFacts.clusterResource. */
    readonly name: string;
    /** MSCluster_Resource.OwnerGroup: the resource's role */
    readonly groupName: string | null;
    /** MSCluster_Resource.OwnerNode: the node that the resource is on */
    readonly ownerNode: string | null;
    /** MSCluster_Resource.State: -1 unknown, 0 inherited, 1 initializing, 2 online, 3 offline, 4 failed, 128 to 130 pending */
    readonly state: number | null;
    /**
     * Names of the nodes that can own the resource (MSCluster_ResourceToPossibleOwner). By default the list contains every node; Microsoft doesn't document
     * the meaning of an empty list. The role's other resources have their own lists, which aren't read. Null if the association couldn't be read.
     */
    readonly possibleOwners: readonly string[] | null;
    /** Node names from MSCluster_ResourceGroupToPreferredNode of the role, as enumerated; null if the association couldn't be read */
    readonly preferredOwners: readonly string[] | null;
    readonly unread: readonly Unread[];
}

/** An error in a row. `code`, `hresult`, `id`, and `reason` can be compared; `message` is for display only. */
export interface RowError {
    readonly code: string;
    readonly hresult: number | null;
    readonly id: string | null;
    readonly reason: string | null;
    readonly message: string | null;
}

/** What was read inside one guest (`Get-AvmaActivation`). A row with an `error` proves nothing; otherwise every field was read except those in `unread`. */
export interface ActivationFacts {
    readonly collectedAt: string | null;
    readonly vmId: string;
    readonly channel: 'direct' | 'winrm' | null;
    /** Win32_ComputerSystem.Name in the guest */
    readonly computerName: string | null;
    /** The machine id as stored in the guest: VirtualMachineId of its Data Exchange parameters */
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
    /** Fields that this account couldn't read */
    readonly unread: readonly Unread[];
    readonly error: RowError | null;
}

/** The result of changing Data Exchange for one machine (`Enable-AvmaDataExchange`). */
export interface DataExchangeOutcome {
    readonly collectedAt: string | null;
    readonly vmId: string;
    /** `done`: confirmed by reading back. `already`: no change was needed. */
    readonly outcome: 'done' | 'already' | 'notFound' | 'failed';
    /** Msvm_KvpExchangeComponentSettingData.EnabledState as read back: 2 enabled, 3 disabled */
    readonly enabledState: number | null;
    /** Return value of Msvm_VirtualSystemManagementService.ModifyGuestServiceSettings; null if it wasn't called */
    readonly returnValue: number | null;
    readonly error: RowError | null;
}
