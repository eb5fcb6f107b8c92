// Types of the real assembly that PowerShell's own code names in its signatures; nothing here calls them.
namespace Microsoft.Management.Infrastructure.Options;

public class CimSessionOptions
{
}

public class CimOperationOptions
{
}

public class CimCredential
{
}
