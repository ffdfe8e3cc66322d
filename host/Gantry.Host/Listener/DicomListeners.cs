using System.Net;
using System.Net.Sockets;
using Gantry.Host.Settings;
using Gantry.Host.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gantry.Host.Listener;

/// <summary>Has Kestrel serve DICOM on the ports of the settings.</summary>
internal static class DicomListeners
{
    /// <summary>Adds a listener: what counts connections, then TLS where it has that, then DICOM.</summary>
    /// <exception cref="InvalidDataException">Files that its TLS settings name cannot be used.</exception>
    public static ListenOptions Listen(KestrelServerOptions options, ListenerSettings listener)
    {
        ListenOptions? bound = null;
        var services = options.ApplicationServices;
        var loose = services.GetRequiredService<LooseConnections>();
        var gate = services.GetRequiredService<ListenerSwitches>().Find(listener.Name)!;
        var address = listener.Address.Equals(IPAddress.IPv6Any) && !Socket.OSSupportsIPv6 ? IPAddress.Any : listener.Address;
        if (listener.Tls is null)
        {
            var handler = ActivatorUtilities.CreateInstance<DicomConnectionHandler>(services);
            ConnectionDelegate next = handler.OnConnectedAsync;
            options.Listen(new DicomEndPoint(address, listener.Port, connection => ServeAsync(connection, next), gate), listen => bound = listen);
        }
        else
        {
            options.Listen(new DicomEndPoint(address, listener.Port, serve: null, gate), listen =>
            {
                bound = listen;
                listen.Protocols = HttpProtocols.None; // nothing to be negotiated in a TLS handshake
                listen.Use(next => connection => ServeAsync(connection, next));
                listen.UseHttps(services.GetRequiredService<TlsStore>().Handshakes(listener));
                listen.UseConnectionHandler<DicomConnectionHandler>();
            });
        }

        return bound!;

        Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
        {
            connection.Features.Set(listener);
            return loose.ServeAsync(connection, next);
        }
    }

    /// <summary>Where a listener is reached, as <c>*:11112</c>.</summary>
    public static string Endpoint(ListenerSettings listener, int port) =>
        listener.Address.Equals(IPAddress.IPv6Any) ? $"*:{port}" : new IPEndPoint(listener.Address, port).ToString();

    /// <summary>All listeners in words.</summary>
    public static IEnumerable<string> Describe(GantrySettings settings, ServedEndpoints endpoints) => settings.Listeners.Select(
        listener => Endpoint(listener, endpoints.DicomPorts[listener.Name]) + (listener.Tls is null ? "" : " (TLS)"));
}
