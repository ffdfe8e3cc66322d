using System.Net;
using System.Net.Sockets;
using Gantry.Host.Settings;
using Gantry.Host.Tls;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gantry.Host.Listener;

/// <summary>Has Kestrel serve HTTP: on the loopback address always, and beyond it where the settings say so.</summary>
internal static class WebListener
{
    /// <summary>
    /// How much of a response waits at most for the client to take it, in bytes: whoever writes goes on meanwhile, and is not woken for each block that has gone.
    /// </summary>
    public const int MaximumUnsentBytes = 1 << 20;

    /// <summary>Adds both.</summary>
    /// <returns>The one on the loopback address, and the other.</returns>
    /// <exception cref="InvalidDataException">Files that the TLS settings name cannot be used.</exception>
    public static (ListenOptions Loopback, ListenOptions? Web) Listen(KestrelServerOptions options, GantrySettings settings)
    {
        ListenOptions? loopback = null, beyond = null;
        options.Listen(new WebEndPoint(IPAddress.Loopback, settings.HttpPort), listen => loopback = listen);
        if (settings.Web is { } web)
        {
            options.Listen(new WebEndPoint(web.Address.Equals(IPAddress.IPv6Any) && !Socket.OSSupportsIPv6 ? IPAddress.Any : web.Address, web.Port), listen =>
            {
                beyond = listen;
                if (web.Tls is not null)
                {
                    listen.UseHttps(options.ApplicationServices.GetRequiredService<TlsStore>().WebHandshakes());
                }
            });
        }

        return (loopback!, beyond);
    }

    /// <summary>Where HTTP is reached beyond the loopback address, as <c>https://*:8443</c>.</summary>
    public static string Endpoint(WebSettings web, int port) =>
        $"{(web.Tls is null ? "http" : "https")}://{(web.Address.Equals(IPAddress.IPv6Any) ? $"*:{port}" : new IPEndPoint(web.Address, port))}";
}
