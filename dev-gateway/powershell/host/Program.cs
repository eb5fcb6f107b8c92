using System.Text;
using System.Text.Json;
using ScriptEngine;

// Usage: script-engine full|constrained|none. Commands come as JSON lines on standard input, events leave as JSON lines on standard output.
// Pipelines block their threads while Windows' answers are on their way.
ThreadPool.SetMinThreads(64, 16);
using Wire wire = new(Console.OpenStandardOutput());
Console.SetOut(TextWriter.Null); // nothing that a script writes to the console may break the protocol

PublishedParameters.TakeOutLater();
Bridge bridge = new(wire);
SessionFactory factory = new(args.Length > 0 ? args[0] : "full", bridge);
MachineNames.Install(bridge);
SessionTable sessions = new(wire, factory);
wire.Send(json => json.WriteString("t", "ready"));

using StreamReader input = new(Console.OpenStandardInput(), new UTF8Encoding(false));
while (input.ReadLine() is { } line)
{
    using JsonDocument document = JsonDocument.Parse(line);
    JsonElement message = document.RootElement;
    switch (message.GetProperty("op").GetString())
    {
        case "open":
            sessions.Open(message.Clone());
            break;
        case "close":
            sessions.Close(message.GetProperty("session").GetString()!);
            break;
        case "run":
            sessions.Run(message.Clone());
            break;
        case "cancel":
            sessions.Cancel(message.GetProperty("run").GetInt64());
            break;
        case "reply":
            bridge.Reply(message.Clone());
            break;
        case "inspect":
            Inspector.Answer(wire, message.Clone());
            break;
    }
}

// The parent is gone or has closed the pipe: nothing may live on.
Environment.Exit(0);
