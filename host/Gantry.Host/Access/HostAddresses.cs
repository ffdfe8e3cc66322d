using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gantry.Host.Access;

/// <summary>The addresses of host names, asked for again after a minute. The names are those that the administrator wrote, so that there are few.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class HostAddresses(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, (IPAddress[] Addresses, DateTimeOffset Until)> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Asks the operating system; a test may answer in its place.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <exception cref="IOException">The name cannot be resolved now.</exception>
    public async ValueTask<IReadOnlyList<IPAddress>> FindAsync(string name, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(name, out var known) && now < known.Until)
        {
            return known.Addresses;
        }

        using var timeout = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            IPAddress[] addresses = [.. (await Resolve(name, either.Token).ConfigureAwait(false)).Select(AddressRule.Unmapped)];
            _known[name] = (addresses, now + Lifetime);
            return addresses;
        }
        catch (Exception exception) when (exception is SocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new IOException($"The host name {name} cannot be resolved: {exception.Message}", exception);
        }
    }
}
