using System.Management.Automation;
using System.Management.Automation.Remoting;

namespace ScriptEngine;

/// <summary>
/// How much of a machine's output is received, in bytes. PowerShell Direct has the transport's own 10 MB an object, and no limit of a command
/// (BaseTransportManager.MaximumReceivedObjectSize in PowerShell's source). WinRM has those of the session option, and 200 MB an object without
/// (New-PSSessionOption).
/// </summary>
internal sealed record ReceiveLimits(long Object, long? Command)
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>The limits of one Invoke-Command, from its bound parameters.</summary>
    public static ReceiveLimits Of(IDictionary<string, object> bound)
    {
        if (!bound.ContainsKey("ComputerName"))
        {
            return new ReceiveLimits(10 * Megabyte, null);
        }
        PSSessionOption? option = bound.TryGetValue("SessionOption", out object? given) ? LanguagePrimitives.ConvertTo<PSSessionOption>(given) : null;
        return new ReceiveLimits(option?.MaximumReceivedObjectSize ?? 200 * Megabyte, option?.MaximumReceivedDataSizePerCommand);
    }

    /// <summary>
    /// What the sender of a script block learns where one of the limits is exceeded: the connection is over. The exception has no code of the transport, so the
    /// error's id has none (GetFQEIDFromTransportError).
    /// </summary>
    public static ErrorRecord Exceeded(string computer) =>
        new(new PSRemotingTransportException("The data that was received from the remote computer exceeded the allowed size."), "PSSessionStateBroken", ErrorCategory.OpenError, computer);
}
