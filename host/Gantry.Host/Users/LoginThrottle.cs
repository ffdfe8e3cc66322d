using System.Net;

namespace Gantry.Host.Users;

/// <summary>Holds up an address from which many logins have failed, whoever's they were: the lock of a user does not stop one who tries a password with every user.</summary>
/// <remarks>Safe for concurrent use. It remembers so many addresses and no more; where there are more, those whose time is over, or all, are forgotten.</remarks>
internal sealed class LoginThrottle(TimeProvider time)
{
    private const int MostFailures = 20, MostAddresses = 4_096;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, (int Failures, long Since)> _failed = [];

    /// <summary>How long the address has to wait; null where it need not.</summary>
    public TimeSpan? WaitOf(IPAddress address)
    {
        lock (_lock)
        {
            return _failed.TryGetValue(address, out var failed) && failed.Failures >= MostFailures && Window - time.GetElapsedTime(failed.Since) is var wait && wait > TimeSpan.Zero
                ? wait
                : null;
        }
    }

    /// <summary>Notes a login that failed.</summary>
    public void Failed(IPAddress address)
    {
        lock (_lock)
        {
            if (_failed.TryGetValue(address, out var failed) && time.GetElapsedTime(failed.Since) < Window)
            {
                _failed[address] = failed with { Failures = failed.Failures + 1 };
                return;
            }

            if (_failed.Count >= MostAddresses)
            {
                foreach (var (old, _) in _failed.Where(entry => time.GetElapsedTime(entry.Value.Since) >= Window).ToList())
                {
                    _failed.Remove(old);
                }

                if (_failed.Count >= MostAddresses)
                {
                    _failed.Clear();
                }
            }

            _failed[address] = (1, time.GetTimestamp());
        }
    }
}
