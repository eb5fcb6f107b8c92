// Named as on Windows, since scripts tell failures apart by the name. (The package System.Management works on Windows only.)
namespace ScriptEngine;

/// <summary>The codes of WMI. What has no name here is a number, as with any enumeration.</summary>
public enum ManagementStatus
{
    NoError = 0,
    Failed = unchecked((int)0x80041001),
    NotFound = unchecked((int)0x80041002),
    AccessDenied = unchecked((int)0x80041003),
    InvalidQuery = unchecked((int)0x80041017),
}

/// <summary>A failure of WMI as System.Management reports it: the code is in ErrorCode, and HResult is the one of every SystemException.</summary>
public sealed class ManagementException(ManagementStatus errorCode, string message) : SystemException(message)
{
    public ManagementStatus ErrorCode { get; } = errorCode;
}
