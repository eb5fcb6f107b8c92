using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ScriptEngine;

/// <summary>Events as JSON lines, written by one thread in the order in which they were sent.</summary>
internal sealed class Wire : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly BlockingCollection<byte[]> queue = new(4096);
    private readonly Thread writer;

    public Wire(Stream output)
    {
        writer = new Thread(() =>
        {
            foreach (byte[] line in queue.GetConsumingEnumerable())
            {
                output.Write(line);
                if (queue.Count == 0)
                {
                    output.Flush();
                }
            }
        })
        { IsBackground = true };
        writer.Start();
    }

    public void Send(Action<Utf8JsonWriter> members)
    {
        using MemoryStream line = new(256);
        using (Utf8JsonWriter json = new(line, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        line.WriteByte((byte)'\n');
        queue.Add(line.ToArray());
    }

    public void Dispose()
    {
        queue.CompleteAdding();
        writer.Join();
        queue.Dispose();
    }
}
