using System.Diagnostics;

namespace Gantry.Interop.Tests;

/// <summary>Waits for what another process does.</summary>
internal static class Until
{
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? timeout = null)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(begun) > (timeout ?? TimeSpan.FromSeconds(30)))
            {
                throw new TimeoutException($"It did not happen in time: {what}.");
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? timeout = null) => TrueAsync(() => Task.FromResult(condition()), what, timeout);
}
