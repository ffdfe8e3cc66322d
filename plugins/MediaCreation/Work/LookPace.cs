using System.Collections.Concurrent;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.MediaCreation;

/// <summary>
/// When each request's device is asked next: the longer media are in the making, the later, at most after the setting. So an image that takes a second is told of soon after it is there, and
/// a robot at work for minutes is asked once a second.
/// </summary>
/// <remarks>Safe for concurrent use. What another host asks for next is looked for at the setting's interval.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class LookPace(IPluginSettings<MediaSettings> settings, TimeProvider time)
{
    private const int Share = 16;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50), Late = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Uid, DateTimeOffset> _due = [];

    /// <summary>Says when the device of a request is asked next, given since when the request is there.</summary>
    internal DateTimeOffset Next(Uid request, DateTimeOffset createdAt)
    {
        var (now, longest) = (time.GetUtcNow(), settings.Current.LookInterval);
        var pause = (now - createdAt) / Share;
        return _due[request] = now + (pause < Shortest ? Shortest : pause > longest ? longest : pause);
    }

    /// <summary>A request that has ended, or waits for something else.</summary>
    internal void Forget(Uid request) => _due.TryRemove(request, out _);

    /// <summary>How long the worker may wait before it looks again.</summary>
    /// <param name="most">How long it would where nothing is in the making.</param>
    internal TimeSpan Wait(TimeSpan most)
    {
        var now = time.GetUtcNow();
        var wait = most;
        foreach (var (request, due) in _due)
        {
            if (due + Late < now)
            {
                _due.TryRemove(new KeyValuePair<Uid, DateTimeOffset>(request, due)); // another has it, or it was cancelled
            }
            else if (due - now < wait)
            {
                wait = due - now;
            }
        }

        return wait < Shortest / 2 ? Shortest / 2 : wait;
    }
}
