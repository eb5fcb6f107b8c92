using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Remoting;
using System.Reflection;
using System.Reflection.Emit;
using System.Text.Json;
using Microsoft.Management.Infrastructure;

namespace ScriptEngine;

/// <summary>A failure of the answerer as an error record that scripts can tell apart as on Windows.</summary>
internal static class WindowsFailure
{
    private static readonly ModuleBuilder Types =
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("WindowsExceptions"), AssemblyBuilderAccess.Run).DefineDynamicModule("WindowsExceptions");

    private static readonly ConcurrentDictionary<string, Type> Known = new();

    private static readonly PropertyInfo PreserveInvocationInfoOnce =
        typeof(ErrorRecord).GetProperty("PreserveInvocationInfoOnce", BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>Whether the connection to the machine that was asked has gone with this failure.</summary>
    public static bool EndsConnection(JsonElement failure) => failure.TryGetProperty("endsConnection", out JsonElement ends) && ends.GetBoolean();

    /// <summary>For records whose id is complete: the command that writes them is not added to it.</summary>
    public static ErrorRecord WithIdAsItIs(ErrorRecord record)
    {
        PreserveInvocationInfoOnce.SetValue(record, true);
        return record;
    }

    public static ErrorRecord ToErrorRecord(JsonElement failure)
    {
        string message = failure.GetProperty("message").GetString()!;
        Exception exception = CreateException(failure, message);
        if (failure.GetProperty("hresult") is { ValueKind: JsonValueKind.Number } code)
        {
            if (exception is PSRemotingTransportException transport)
            {
                // As on Windows, the code of a failed connection is a property of its own.
                transport.ErrorCode = code.GetInt32();
            }
            else
            {
                exception.HResult = code.GetInt32();
            }
        }
        ErrorCategory category = Enum.Parse<ErrorCategory>(failure.GetProperty("category").GetString()!);
        return new ErrorRecord(exception, failure.GetProperty("errorId").GetString(), category, null);
    }

    private static Exception CreateException(JsonElement failure, string message)
    {
        if (failure.TryGetProperty("nativeErrorCode", out JsonElement native))
        {
            return new CimException(Enum.Parse<NativeErrorCode>(native.GetString()!), message, failure.GetProperty("errorId").GetString());
        }
        if (failure.TryGetProperty("errorCode", out JsonElement errorCode))
        {
            return new ManagementException((ManagementStatus)errorCode.GetInt32(), message);
        }
        Type type = Known.GetOrAdd(failure.GetProperty("exceptionType").GetString()!, FindOrDefine);
        return failure.TryGetProperty("cause", out JsonElement cause)
            ? (Exception)Activator.CreateInstance(type, message, CreateCause(cause))!
            : (Exception)Activator.CreateInstance(type, message)!;
    }

    /// <summary>The exception that a command has wrapped in its own.</summary>
    private static Exception CreateCause(JsonElement cause)
    {
        Exception inner = CreateException(cause, cause.GetProperty("message").GetString()!);
        if (cause.GetProperty("hresult") is { ValueKind: JsonValueKind.Number } code)
        {
            inner.HResult = code.GetInt32();
        }
        return inner;
    }

    /// <summary>The real type where this machine has it; otherwise one of the same name, since the name is what CategoryInfo.Reason shows.</summary>
    private static Type FindOrDefine(string name)
    {
        Type? real = typeof(PSObject).Assembly.GetType(name) ?? Type.GetType(name);
        if (real?.GetConstructor([typeof(string)]) != null)
        {
            return real;
        }
        lock (Types)
        {
            if (Types.GetType(name) is { } defined)
            {
                return defined;
            }
            TypeBuilder type = Types.DefineType(name, TypeAttributes.Public | TypeAttributes.Class, typeof(Exception));
            ILGenerator body = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(string)]).GetILGenerator();
            body.Emit(OpCodes.Ldarg_0);
            body.Emit(OpCodes.Ldarg_1);
            body.Emit(OpCodes.Call, typeof(Exception).GetConstructor([typeof(string)])!);
            body.Emit(OpCodes.Ret);
            return type.CreateType();
        }
    }
}
