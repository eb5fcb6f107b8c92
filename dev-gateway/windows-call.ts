/**
 * The border between the PowerShell engine and whoever answers for Windows.
 *
 * The engine runs the real scripts. Wherever a script calls a command that Windows has and this machine has not
 * (Get-CimInstance, Get-VM, ...), a thin proxy with the published parameters sends a `WindowsCall`. The estate answers it with
 * `WindowsObject`s or fails it with a `WindowsFailure`. The engine knows no class by name and the estate knows no script.
 */

/** One value as Windows would hold it. CIM datetimes are ISO 8601 UTC strings under a `datetime` type. */
export type WindowsValue = string | number | boolean | null | WindowsValue[] | WindowsObject | WindowsDate;

/** A moment in a property of a plain object, which has no types of its own: scripts get a date in local time, as from the real commands. */
export interface WindowsDate {
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

/** An object that a Windows command writes: a CIM instance, an object of the older WMI commands, or any other with type names and properties. */
export type WindowsObject = CimObject | WmiObject | PlainObject;

export interface CimObject {
    readonly kind: 'cim';
    /** With forward slashes, as in `root/virtualization/v2`. */
    readonly namespace: string;
    readonly className: string;
    /** The classes above `className`, nearest first; gives the PowerShell type names. */
    readonly derivedFrom?: readonly string[];
    readonly properties: Readonly<Record<string, CimPropertyValue>>;
}

/**
 * What Get-WmiObject writes. Its methods are called as methods: such a call comes as the command `ManagementObject.InvokeMethod` of the module
 * `System.Management` with `Path`, `MethodName` and `Arguments` in the published order. No command's parameters hold those values.
 */
export interface WmiObject {
    readonly kind: 'wmi';
    readonly namespace: string;
    readonly className: string;
    /** Tells the answerer which instance it is. */
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

/** A failed call, with what a script can tell failures apart by. Only `message` is localized, so nothing may depend on it. */
export interface WindowsFailure {
    readonly message: string;
    /** What `FullyQualifiedErrorId` starts with, such as `HRESULT 0x80041010`. */
    readonly errorId: string;
    /** PowerShell's ErrorCategory by name, such as `InvalidArgument`. */
    readonly category: string;
    /** Full .NET type name of the exception; its last part is `CategoryInfo.Reason`. */
    readonly exceptionType: string;
    /** As a signed 32-bit number, or null where the exception has none of its own. */
    readonly hresult: number | null;
    /** `ManagementException.ErrorCode` (a signed 32-bit number), which its HResult says nothing about. */
    readonly errorCode?: number;
    /** CIM only: `NativeErrorCode` of the CimException by name, such as `InvalidClass`. */
    readonly nativeErrorCode?: string;
    /** The exception behind it (InnerException), where the command wraps one. */
    readonly cause?: { readonly message: string; readonly exceptionType: string; readonly hresult: number | null };
    /** A terminating failure ends the command; the others go to the error stream and the command goes on. */
    readonly terminating: boolean;
    /** Inside a machine: the connection to it is lost. What runs there ends, and this is what the command that entered it reports. */
    readonly endsConnection?: boolean;
}

/** Where the call was made: on a host, or inside a guest that a script has entered from it. One visit of a guest has one such object for all its calls. */
export interface CallSite {
    /** The node the gateway connected to, as written in the URL. */
    readonly node: string;
    /** The machine entered from there by `Invoke-Command`, or null on the host itself. */
    readonly machine: { readonly vmId: string } | { readonly computerName: string } | null;
    /** The account, `DOMAIN\user`, or null for the one the gateway runs as. Never a password. */
    readonly account: string | null;
}

export interface WindowsCall {
    readonly site: CallSite;
    /** `CimCmdlets`, `Hyper-V`, ... */
    readonly module: string;
    /** `Get-CimInstance` */
    readonly command: string;
    readonly parameterSet: string;
    /** Bound parameters by published name. Switches are booleans, CIM instances are `CimObject`s, unknown objects are `PlainObject`s. */
    readonly parameters: Readonly<Record<string, WindowsValue>>;
}

/** A script on a node is about to enter a machine. The password passes this border in memory, on its way to who must check it; nobody logs it. */
export interface MachineConnection {
    /** Where the command runs that enters the machine. */
    readonly site: CallSite;
    /** `direct`: by id over the virtual machine bus (`-VMId`). `winrm`: by name over the network (`-ComputerName`). */
    readonly channel: 'direct' | 'winrm';
    /** The id or the name, as written. */
    readonly target: string;
    /** Null where no credential is given. */
    readonly user: string | null;
    readonly password: string | null;
    readonly useSsl: boolean;
    /** PowerShell's AuthenticationMechanism by name; `Default` where none is given. */
    readonly authentication: string;
}

/** Ends the enumeration of a call's answer. */
export class WindowsError extends Error {
    constructor(public readonly failure: WindowsFailure) {
        super(failure.message);
    }
}

/** Whoever answers for Windows. Objects stream; a thrown `WindowsError` is the call's failure, after what was yielded before it. */
export interface WindowsAnswerer {
    answer(call: WindowsCall, signal: AbortSignal): AsyncIterable<WindowsObject>;
    /** Returns once the machine is entered. A thrown `WindowsError` is the failure of the connection; its `errorId` is the whole FullyQualifiedErrorId. */
    connect(connection: MachineConnection, signal: AbortSignal): Promise<void>;
}
