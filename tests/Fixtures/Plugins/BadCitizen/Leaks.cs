using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using Gantry.Contracts;

namespace Gantry.Fixtures.BadCitizen;

/// <summary>Ten ways to stay in memory.</summary>
internal sealed class Leaks(IPluginContext context)
{
    public string Name => context.Id;

    public void Begin(string which)
    {
        switch (which)
        {
            case "leak by an event of the application domain":
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine(Name);
                break;
            case "leak by an event of the task scheduler":
                TaskScheduler.UnobservedTaskException += (_, _) => Console.WriteLine(Name);
                break;
            case "leak by a timer":
                new Timer(_ => Console.WriteLine(Name)).Change(TimeSpan.FromHours(1), TimeSpan.FromHours(1)); // without a state of its own it holds itself
                break;
            case "leak by a delay":
                _ = DelayAsync();
                break;
            case "leak by a thread":
                new Thread(() => WaitFor(Name)) { IsBackground = true, Name = "a thread of a plugin" }.Start();
                break;
            case "leak by a pending accept":
                _ = AcceptAsync();
                break;
            case "leak by an event listener":
                _ = new Listener(Name);
                break;
            case "leak by an activity listener":
                ActivitySource.AddActivityListener(new ActivityListener { ShouldListenTo = source => source.Name == Name });
                break;
            case "leak by reflection of JSON":
                _ = JsonSerializer.Serialize(new Document { Text = Name }, new JsonSerializerOptions { TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver() });
                break;
            case "leak by a handle":
                _ = GCHandle.Alloc(this);
                break;
            case "leak by a type descriptor":
                _ = TypeDescriptor.GetProperties(typeof(Document));
                break;
        }
    }

    private static void WaitFor(string name)
    {
        Thread.Sleep(Timeout.Infinite);
        Console.WriteLine(name);
    }

    private async Task DelayAsync()
    {
        await Task.Delay(TimeSpan.FromDays(1)).ConfigureAwait(false);
        Console.WriteLine(Name);
    }

    private async Task AcceptAsync()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = await listener.AcceptTcpClientAsync().ConfigureAwait(false);
        Console.WriteLine(Name);
    }

    private sealed class Listener(string name) : EventListener
    {
        protected override void OnEventWritten(EventWrittenEventArgs eventData) => Console.WriteLine(name);
    }
}

public sealed class Document
{
    public string Text { get; set; } = "";
}
