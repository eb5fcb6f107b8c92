using System.Management.Automation.Language;
using System.Text.Json;

namespace ScriptEngine;

/// <summary>Reads from its syntax tree what a script uses. Runs nothing.</summary>
internal static class Inspector
{
    public static void Answer(Wire wire, JsonElement message)
    {
        string script = JsonInput.Text(message.GetProperty("script"));
        ScriptBlockAst tree = Parser.ParseInput(script, out Token[] tokens, out ParseError[] errors);
        List<Ast> nodes = [.. tree.FindAll(_ => true, searchNestedScriptBlocks: true)];
        wire.Send(json =>
        {
            json.WriteString("t", "inspected");
            json.WriteNumber("run", message.GetProperty("run").GetInt64());
            json.WriteStartObject("usage");
            List(json, "errors", errors, error =>
            {
                json.WriteNumber("line", error.Extent.StartLineNumber);
                json.WriteString("message", error.Message);
            });
            List(json, "commands", nodes.OfType<CommandAst>(), command => WriteCommand(json, command));
            List(json, "types", TypeNames(nodes), type =>
            {
                json.WriteString("name", type.Name);
                json.WriteNumber("line", type.Line);
            });
            List(json, "members", nodes.OfType<MemberExpressionAst>(), member =>
            {
                json.WriteString("name", (member.Member as StringConstantExpressionAst)?.Value);
                json.WriteBoolean("static", member.Static);
                json.WriteBoolean("method", member is InvokeMemberExpressionAst);
                json.WriteNumber("line", member.Extent.StartLineNumber);
            });
            List(json, "newerThan51", NewerSyntax.Find(nodes, tokens), found =>
            {
                json.WriteString("what", found.What);
                json.WriteNumber("line", found.At.StartLineNumber);
            });
            List(json, "nonAscii", NonAscii(script), place =>
            {
                json.WriteNumber("line", place.Line);
                json.WriteNumber("column", place.Column);
            });
            json.WriteEndObject();
        });
    }

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> elements, Action<T> members)
    {
        json.WriteStartArray(name);
        foreach (T element in elements)
        {
            json.WriteStartObject();
            members(element);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteCommand(Utf8JsonWriter json, CommandAst command)
    {
        string? name = command.GetCommandName();
        json.WriteString("name", name ?? command.CommandElements[0].Extent.Text);
        json.WriteBoolean("dynamic", name == null);
        json.WriteNumber("line", command.Extent.StartLineNumber);
        json.WriteBoolean("splatted", command.CommandElements.OfType<VariableExpressionAst>().Any(one => one.Splatted));
        json.WriteStartArray("parameters");
        foreach (CommandParameterAst parameter in command.CommandElements.OfType<CommandParameterAst>())
        {
            json.WriteStringValue(parameter.ParameterName);
        }
        json.WriteEndArray();
        List(json, "arguments", Arguments(command), argument =>
        {
            json.WriteString("parameter", argument.Parameter);
            json.WriteString("text", argument.Value.Extent.Text);
        });
    }

    /// <summary>Every argument with the parameter that stands before it, if any.</summary>
    private static IEnumerable<(string? Parameter, Ast Value)> Arguments(CommandAst command)
    {
        string? parameter = null;
        foreach (CommandElementAst element in command.CommandElements.Skip(1))
        {
            if (element is CommandParameterAst named)
            {
                parameter = named.ParameterName;
                if (named.Argument != null)
                {
                    yield return (parameter, named.Argument);
                    parameter = null;
                }
                continue;
            }
            yield return (parameter, element);
            parameter = null;
        }
    }

    private static IEnumerable<(string Name, int Line)> TypeNames(IEnumerable<Ast> nodes) => nodes.Select(node => node switch
    {
        TypeExpressionAst literal => (literal.TypeName.FullName, literal.Extent.StartLineNumber),
        TypeConstraintAst constraint => (constraint.TypeName.FullName, constraint.Extent.StartLineNumber),
        _ => ("", 0)
    }).Where(found => found.Item1 != "");

    private static IEnumerable<(int Line, int Column)> NonAscii(string script)
    {
        int line = 1;
        int column = 0;
        foreach (char one in script)
        {
            column++;
            if (one == '\n')
            {
                line++;
                column = 0;
            }
            else if (one > '\u007f')
            {
                yield return (line, column);
            }
        }
    }
}
