using System.Net;
using System.Text;

namespace Gantry.Interop.Tests;

/// <summary>Takes what is sent by OTLP over HTTP, and keeps the bytes by path.</summary>
internal sealed class OtlpCollector : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StringBuilder> _received = [];

    public OtlpCollector()
    {
        Url = $"http://127.0.0.1:{Ports.Free()}";
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _ = ServeAsync();
    }

    public string Url { get; }

    /// <summary>True where a text has come in on a path: names and tags are UTF-8 within the messages.</summary>
    public bool Has(string path, string text)
    {
        lock (_lock)
        {
            return _received.TryGetValue(path, out var received) && received.ToString().Contains(text, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return; // closed
            }

            using var reader = new StreamReader(context.Request.InputStream, Encoding.Latin1);
            var body = await reader.ReadToEndAsync();
            lock (_lock)
            {
                var path = context.Request.Url!.AbsolutePath;
                if (!_received.TryGetValue(path, out var received))
                {
                    _received.Add(path, received = new StringBuilder());
                }

                received.Append(body);
            }

            context.Response.Close();
        }
    }
}
