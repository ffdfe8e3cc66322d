using System.Text.RegularExpressions;

namespace Gantry.Interop.Tests;

/// <summary>The system calls of a process, as strace wrote them with <c>-f -y</c>: of each call where in the file it begins and where it ends.</summary>
internal sealed partial class SystemCallTrace
{
    private SystemCallTrace(List<SystemCall> calls) => Calls = calls;

    /// <summary>The calls that succeeded, in the order of their beginnings.</summary>
    public IReadOnlyList<SystemCall> Calls { get; }

    public static SystemCallTrace Read(string path)
    {
        var calls = new List<SystemCall>();
        var unfinished = new Dictionary<string, (int Line, string Name, string Text)>();
        foreach (var (number, line) in File.ReadLines(path).Index())
        {
            if (Resumed().Match(line) is { Success: true } resumed && unfinished.Remove(resumed.Groups["thread"].Value, out var begun))
            {
                Add(begun.Line, number, begun.Name, begun.Text + resumed.Groups["rest"].Value, resumed.Groups["result"].Value);
            }
            else if (Unfinished().Match(line) is { Success: true } started)
            {
                unfinished[started.Groups["thread"].Value] = (number, started.Groups["name"].Value, started.Groups["text"].Value);
            }
            else if (Whole().Match(line) is { Success: true } whole)
            {
                Add(number, number, whole.Groups["name"].Value, whole.Groups["text"].Value, whole.Groups["result"].Value);
            }
        }

        return new([.. calls.OrderBy(call => call.Begin)]);

        void Add(int begin, int end, string name, string text, string result)
        {
            if (!result.StartsWith('-'))
            {
                calls.Add(new(begin, end, name, text));
            }
        }
    }

    /// <summary>Where the first sync of a file ends that begins after a place and before another; null where there is none.</summary>
    /// <param name="file">What the file's path ends with.</param>
    /// <param name="after">The place.</param>
    public int? SyncOf(string file, int after) => Calls
        .FirstOrDefault(call => call.Name is "fsync" or "fdatasync" && call.Begin >= after && call.Text.Contains(file + ">", StringComparison.Ordinal))?.End;

    [GeneratedRegex(@"^(?<thread>\d+) +(?<name>\w+)\((?<text>.*)\) += (?<result>-?\d+)")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^(?<thread>\d+) +(?<name>\w+)\((?<text>.*) <unfinished \.\.\.>$")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^(?<thread>\d+) +<\.\.\. \w+ resumed>(?<rest>.*)\) += (?<result>-?\d+)")]
    private static partial Regex Resumed();
}

/// <summary>A system call that succeeded.</summary>
/// <param name="Begin">The line at which it was made.</param>
/// <param name="End">The line at which it returned.</param>
/// <param name="Name">Its name.</param>
/// <param name="Text">Its arguments, as strace writes them.</param>
internal sealed record SystemCall(int Begin, int End, string Name, string Text);
