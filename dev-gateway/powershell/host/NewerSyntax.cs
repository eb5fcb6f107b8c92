using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace ScriptEngine;

/// <summary>Syntax, commands and parameters that Windows PowerShell 5.1 does not know.</summary>
internal static partial class NewerSyntax
{
    private static readonly HashSet<string> Commands = new(StringComparer.OrdinalIgnoreCase)
    {
        "Join-String", "Get-Error", "Test-Json", "Get-Uptime", "Remove-Alias", "Remove-Service", "ConvertFrom-Markdown", "Show-Markdown",
        "Start-ThreadJob", "ConvertTo-CliXml", "ConvertFrom-CliXml", "Switch-Process", "Get-SecureRandom"
    };

    private static readonly string[] OfForEach = ["Parallel", "ThrottleLimit", "TimeoutSeconds", "AsJob"];

    private static readonly Dictionary<string, string[]> Parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ForEach-Object"] = OfForEach,
        ["foreach"] = OfForEach,
        ["%"] = OfForEach,
        ["ConvertFrom-Json"] = ["AsHashtable", "Depth", "NoEnumerate", "DateKind"],
        ["ConvertTo-Json"] = ["AsArray", "EnumsAsStrings", "EscapeHandling"],
        ["Sort-Object"] = ["Top", "Bottom", "Stable"],
        ["Get-Content"] = ["AsByteStream"],
        ["Where-Object"] = ["Not"],
        ["Get-Date"] = ["UnixTimeSeconds", "AsUTC"],
        ["Start-Sleep"] = ["Duration"]
    };

    public static IEnumerable<(IScriptExtent At, string What)> Find(IEnumerable<Ast> nodes, Token[] tokens)
    {
        foreach (Ast node in nodes)
        {
            if (Name(node) is { } what)
            {
                yield return (node.Extent, what);
            }
        }
        for (int index = 1; index < tokens.Length; index++)
        {
            if (tokens[index].Kind == TokenKind.Pipe && tokens[index - 1].Kind == TokenKind.NewLine)
            {
                yield return (tokens[index].Extent, "| at the start of a line");
            }
        }
    }

    private static string? Name(Ast node) => node switch
    {
        TernaryExpressionAst => "ternary ?:",
        PipelineChainAst => "pipeline chain && or ||",
        BinaryExpressionAst { Operator: TokenKind.QuestionQuestion } => "??",
        AssignmentStatementAst { Operator: TokenKind.QuestionQuestionEquals } => "??=",
        MemberExpressionAst { NullConditional: true } => "?.",
        IndexExpressionAst { NullConditional: true } => "?[]",
        PipelineAst { Background: true } => "background &",
        ScriptBlockAst { CleanBlock: not null } => "clean block",
        StringConstantExpressionAst { StringConstantType: not (StringConstantType.SingleQuoted or StringConstantType.SingleQuotedHereString) } text
            when NewEscape().IsMatch(text.Extent.Text) => "`e or `u{} in a text",
        ExpandableStringExpressionAst text when NewEscape().IsMatch(text.Extent.Text) => "`e or `u{} in a text",
        ConstantExpressionAst and not StringConstantExpressionAst when NewNumber().IsMatch(node.Extent.Text) => "numeric suffix",
        CommandAst command when Commands.Contains(NameOf(command)) => "command " + NameOf(command),
        CommandParameterAst { Parent: CommandAst command } parameter when IsNewParameter(command, parameter) => "parameter -" + parameter.ParameterName,
        _ => null
    };

    /// <summary>Without the module; empty where it is no constant.</summary>
    private static string NameOf(CommandAst command) => command.GetCommandName()?.Split('\\')[^1] ?? "";

    private static bool IsNewParameter(CommandAst command, CommandParameterAst parameter) =>
        Parameters.TryGetValue(NameOf(command), out string[]? names) && names.Contains(parameter.ParameterName, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"(?<!`)(``)*`(e|u\{)")]
    private static partial Regex NewEscape();

    [GeneratedRegex(@"^-?(0b[01]+[a-z]*|(0x[0-9a-f]+|[0-9]*\.?[0-9]+(e[+-]?[0-9]+)?)(ul|us|uy|[usyn])([kmgtp]b)?)$", RegexOptions.IgnoreCase)]
    private static partial Regex NewNumber();
}
