/**
 * The interface between the PowerShell engine and a simulation of Windows.
 * The engine runs the real scripts. If a script calls a command that exists on Windows but not on this machine (Get-CimInstance, Get-VM, ...), a thin proxy
 * with the published parameters sends a `WindowsCall`. The estate returns `WindowsObject`s, or fails the call with a `WindowsFailure`. The engine contains no
 * class names, and the estate contains no scripts.
 */

/** One value as in Windows. CIM datetimes are ISO 8601 UTC strings with type `datetime`. */
export type WindowsValue = string | number | boolean | null | WindowsValue[] | WindowsObject | WindowsDate;

/** A time in a property of a plain object, which has no types: scripts get a date in local time, like from the real commands. */
interface WindowsDate {
    readonly kind: 'date';
    /** ISO 8601 UTC */
    readonly value: string;
}

/** One CIM property with its published CIM type (`uint16`, `string`, `datetime`, ...). An array property has `array: true`. */
export interface CimPropertyValue {
    readonly type: string;
    readonly array?: boolean;
    readonly key?: boolean;
    readonly value: WindowsValue;
}

/** An object that a Windows command returns: a CIM instance, an object of the older WMI commands, or any other with type names and properties. */
export type WindowsObject = CimObject | WmiObject | PlainObject;

export interface CimObject {
    readonly kind: 'cim';
    /** With forward slashes, such as `root/virtualization/v2`. */
    readonly namespace: string;
    readonly className: string;
    /** Base classes of `className`, nearest first; they become PowerShell type names. */
    readonly derivedFrom?: readonly string[];
    readonly properties: Readonly<Record<string, CimPropertyValue>>;
}

/**
 * An object from Get-WmiObject. A call of one of its methods arrives as the command `ManagementObject.InvokeMethod` of the module `System.Management`, with
 * `Path`, `MethodName` and `Arguments` in the published order. These values are in no command's parameters.
 */
export interface WmiObject {
    readonly kind: 'wmi';
    readonly namespace: string;
    readonly className: string;
    /** Identifies the instance. */
    readonly path: string;
    readonly properties: Readonly<Record<string, WindowsValue>>;
    readonly methods: readonly string[];
}

export interface PlainObject {
    readonly kind: 'object';
    /** PowerShell type names, nearest first, such as `Microsoft.HyperV.PowerShell.VirtualMachine`. */
    readonly typeNames: readonly string[];
    readonly properties: Readonly<Record<string, WindowsValue>>;
}

/** A failed call, with everything that scripts can use to distinguish failures. Only `message` is localized, so nothing may depend on it. */
export interface WindowsFailure {
    readonly message: string;
    /** Start of `FullyQualifiedErrorId`, such as `HRESULT 0x80041010`. */
    readonly errorId: string;
    /** PowerShell's ErrorCategory by name, such as `InvalidArgument`. */
    readonly category: string;
    /** Full .NET type name of the exception; its last part is `CategoryInfo.Reason`. */
    readonly exceptionType: string;
    /** Signed 32-bit number; null if the exception has no HRESULT of its own. */
    readonly hresult: number | null;
    /** `ManagementException.ErrorCode` (a signed 32-bit number), which the HResult doesn't contain. */
    readonly errorCode?: number;
    /** CIM only: `NativeErrorCode` of the CimException by name, such as `InvalidClass`. */
    readonly nativeErrorCode?: string;
    /** The inner exception, if the command wraps one. */
    readonly cause?: { readonly message: string; readonly exceptionType: string; readonly hresult: number | null };
    /** A terminating failure ends the command; other failures go to the error stream, and the command continues. */
    readonly terminating: boolean;
    /** In a machine: the connection is lost. Everything that runs there ends, and the command that entered it reports this failure. */
    readonly endsConnection?: boolean;
}

/** Where a call was made: on a host, or inside a guest that a script entered. All calls of one visit share one object. */
export interface CallSite {
    /** The node that the gateway connected to, as written in the URL. */
    readonly node: string;
    /** The machine that `Invoke-Command` entered from there; null on the host itself. */
    readonly machine: { readonly vmId: string } | { readonly computerName: string } | null;
    /** The account, `DOMAIN\user`; null for the account that the gateway runs as. Never a password. */
    readonly account: string | null;
}

export interface WindowsCall {
    readonly site: CallSite;
    /** `CimCmdlets`, `Hyper-V`, ... */
    readonly module: string;
    /** `Get-CimInstance` */
    readonly command: string;
    readonly parameterSet: string;
    /** Bound parameters by published name. Switches are booleans, CIM instances are `CimObject`s, other objects are `PlainObject`s. */
    readonly parameters: Readonly<Record<string, WindowsValue>>;
}

/** A script on a node is about to enter a machine. The password crosses this interface in memory, because the receiver checks it; nothing logs it. */
export interface MachineConnection {
    /** Where the command that enters the machine runs. */
    readonly site: CallSite;
    /** `direct`: by id over VMBus (`-VMId`). `winrm`: by name over the network (`-ComputerName`). */
    readonly channel: 'direct' | 'winrm';
    /** The id or the name, as written. */
    readonly target: string;
    /** Null without a credential. */
    readonly user: string | null;
    readonly password: string | null;
    readonly useSsl: boolean;
    /** Name of PowerShell's AuthenticationMechanism; `Default` if none is given. */
    readonly authentication: string;
}

/** Ends the enumeration of an answer. */
export class WindowsError extends Error {
    constructor(public readonly failure: WindowsFailure) {
        super(failure.message);
    }
}

/** A machine that was entered. */
export interface EnteredMachine {
    /** A script that the machine runs instead of the one that it is sent. Everything that it writes arrives like an answer. */
    readonly instead?: string;
}

/** Simulates Windows. Objects stream; a thrown `WindowsError` fails the call after the objects that were already yielded. */
export interface WindowsAnswerer {
    answer(call: WindowsCall, signal: AbortSignal): AsyncIterable<WindowsObject>;
    /**
     * Returns after the machine is entered. A thrown `WindowsError` is the connection's failure; its `errorId` is the complete FullyQualifiedErrorId.
     * @returns what a hostile machine does with the script that it is sent; nothing for one that runs it
     */
    connect(connection: MachineConnection, signal: AbortSignal): Promise<EnteredMachine | void>;
}
